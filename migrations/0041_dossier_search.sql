-- Search within one centre of a province: the centre stands in the search indexes themselves, so that a search walks the
-- centre's rows only, however many the province has; and a whole number is found by its own index at once.

CREATE EXTENSION IF NOT EXISTS btree_gin;

DROP INDEX dossiers_search_name;
DROP INDEX dossiers_search_number;
CREATE INDEX dossiers_search_name ON dossiers USING gin (centre_id, search_name gin_trgm_ops);
CREATE INDEX dossiers_search_number ON dossiers USING gin (centre_id, number gin_trgm_ops);

-- As before, but a whole number of a dossier, a phone or an identity card is looked for as such first; only what is none
-- of these is looked for within numbers.
CREATE OR REPLACE FUNCTION app.search_dossiers(p_words text[], p_digits text, p_limit int) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$
  BEGIN
    IF cardinality(p_words) > 0 THEN
      RETURN QUERY EXECUTE 'SELECT d.id FROM dossiers d WHERE d.centre_id = $1 AND '
        || (SELECT string_agg(format('d.search_name LIKE %L', word), ' AND ') FROM unnest(p_words) AS word)
        || ' ORDER BY d.updated_at DESC, d.id DESC LIMIT $2'
        USING app.current_centre(), p_limit;
    ELSIF p_digits <> '' THEN
      RETURN QUERY SELECT d.id FROM dossiers d
        WHERE d.centre_id = app.current_centre() AND d.number = upper(p_digits);
      IF FOUND THEN
        RETURN;
      END IF;
      RETURN QUERY
        SELECT hit.id FROM (
          SELECT d.id, d.updated_at FROM dossiers d
            WHERE d.centre_id = app.current_centre() AND d.phones @> ARRAY[p_digits]
          UNION SELECT d.id, d.updated_at FROM dossiers d
            WHERE d.centre_id = app.current_centre() AND d.id_numbers @> ARRAY[p_digits]
          UNION SELECT d.id, d.updated_at FROM dossiers d
            WHERE d.centre_id = app.current_centre() AND d.local_number = p_digits
          UNION SELECT d.id, d.updated_at FROM dossiers d
            WHERE d.centre_id = app.current_centre() AND d.outside_ref = p_digits AND d.outside_ref <> ''
        ) AS hit ORDER BY hit.updated_at DESC, hit.id DESC LIMIT p_limit;
      IF FOUND THEN
        RETURN;
      END IF;
      RETURN QUERY SELECT d.id FROM dossiers d
        WHERE d.centre_id = app.current_centre() AND d.number LIKE '%' || upper(p_digits) || '%'
        ORDER BY d.updated_at DESC, d.id DESC LIMIT p_limit;
    END IF;
  END $$;
