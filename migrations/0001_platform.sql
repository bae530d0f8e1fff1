-- The ground that all modules stand on: the application's role, the tenant of a session, protection of tenant tables, jobs.

CREATE SCHEMA IF NOT EXISTS app;

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'motcua_app') THEN
    CREATE ROLE motcua_app NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOLOGIN;
  END IF;
END $$;

GRANT USAGE ON SCHEMA public, app TO motcua_app;

-- The centre (tenant) that the running transaction may touch; null when none was set, and then no tenant row is visible.
CREATE FUNCTION app.current_centre() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.centre_id', true), '')::uuid $$;

-- Tenant tables: rows of other centres do not exist for the application's role. The table needs a centre_id column.
CREATE PROCEDURE app.protect(table_name text)
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', table_name);
  EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', table_name);
  EXECUTE format(
    'CREATE POLICY %I ON public.%I USING (centre_id = app.current_centre()) WITH CHECK (centre_id = app.current_centre())',
    table_name || '_centre', table_name);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON public.%I TO motcua_app', table_name);
END $$;

-- Raised by triggers on append-only tables.
CREATE FUNCTION app.refuse_change() RETURNS trigger
  LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on %.% is refused: history is append-only', tg_op, tg_table_schema, tg_table_name
    USING ERRCODE = 'insufficient_privilege';
END $$;

-- Append-only tenant tables: as protect(), but rows can only be added and read.
CREATE PROCEDURE app.protect_history(table_name text)
  LANGUAGE plpgsql AS $$
BEGIN
  CALL app.protect(table_name);
  EXECUTE format('REVOKE UPDATE, DELETE ON public.%I FROM motcua_app', table_name);
  EXECUTE format(
    'CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON public.%I FOR EACH ROW EXECUTE FUNCTION app.refuse_change()',
    table_name || '_append_only', table_name);
END $$;

-- Letters without marks, lower case: what searches compare. "Đặng Thị Ánh" → "dang thi anh".
CREATE FUNCTION app.plain(text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, replace(replace($1, 'Đ', 'D'), 'đ', 'd'))) $$;

-- Enqueues a job in the caller's transaction. The application's role may add jobs but not touch the queue's tables.
CREATE FUNCTION app.enqueue(task text, payload json, job_key text, run_at timestamptz) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, graphile_worker
  AS $$
    SELECT graphile_worker.add_job(
      identifier => task, payload => payload, job_key => job_key, run_at => run_at, max_attempts => 12)
  $$;
REVOKE ALL ON FUNCTION app.enqueue FROM public;
GRANT EXECUTE ON FUNCTION app.enqueue TO motcua_app;
