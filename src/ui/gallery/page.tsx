import type { StaffActor } from '#platform/actor.ts';
import { OfficerLayout, PageHead } from '../layout.tsx';
import { EXHIBITS } from './exhibits.ts';

/** Shows every shared piece in all its states, for those who build, check and translate screens. */
export function GalleryPage({ actor, scheme }: { actor: StaffActor; scheme?: 'light' | 'dark' | undefined }) {
  return (
    <OfficerLayout title="Thành phần màn hình" actor={actor} scheme={scheme}>
      <PageHead
        title="Thành phần màn hình"
        why="Mỗi thành phần trong mọi trạng thái, để xem và so trước khi sửa."
      />
      <nav class="row" aria-label="Các thành phần">
        {EXHIBITS.map((exhibit) => (
          <a key={exhibit.id} href={`#${exhibit.id}`}>
            {exhibit.name}
          </a>
        ))}
      </nav>
      {EXHIBITS.map((exhibit) => (
        <section key={exhibit.id} id={exhibit.id} class="stack">
          <h2>{exhibit.name}</h2>
          {exhibit.states.map((state) => (
            <div key={state.state} class="stack-s">
              <h3 class="soft">{state.state}</h3>
              <div>{state.show}</div>
            </div>
          ))}
        </section>
      ))}
    </OfficerLayout>
  );
}
