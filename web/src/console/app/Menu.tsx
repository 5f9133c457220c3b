import { Link, useRoute } from 'wouter';
import { useAlarms } from '../data/useAlarms.ts';
import { useSettings } from '../data/useSettings.ts';
import { useText } from '../text/index.ts';
import { Icon } from '../ui/Icon.tsx';
import { type Section, sections } from './sections.ts';

const Entry = ({ path, title, icon }: Section) => {
  const text = useText();
  const [here] = useRoute(path === '/' ? '/' : `${path}/*?`);
  const alarms = useAlarms()[path] ?? 0;
  return (
    <li>
      <Link href={path} className="entry" aria-current={here ? 'page' : undefined}>
        <Icon path={icon} />
        <span>{text(title)}</span>
        {alarms > 0 && (
          <span className="badge">
            {alarms}
            <span className="hidden"> {text('needAttention')}</span>
          </span>
        )}
      </Link>
    </li>
  );
};

/** All sections that there are here, with how many things wait in them. */
export const Menu = () => {
  const text = useText();
  const chaos = useSettings()?.chaos ?? false;
  return (
    <nav className="menu" aria-label={text('sections')}>
      {sections.map((group) => (
        <ul key={group[0]?.path}>
          {group
            .filter(({ onlyWithChaos }) => chaos || !onlyWithChaos)
            .map((section) => (
              <Entry key={section.path} {...section} />
            ))}
        </ul>
      ))}
    </nav>
  );
};
