import { Link } from 'wouter';
import type { ConservationFinding } from '../data/types.ts';
import { useText } from '../text/index.ts';
import { pageOf } from './pageOf.ts';

const Finding = ({ finding: { rule, aggregate, detail, history } }: { readonly finding: ConservationFinding }) => {
  const text = useText();
  const page = pageOf(aggregate);
  return (
    <li className="letter">
      <h3>{rule}</h3>
      <p>
        {detail} {page === undefined ? <span className="code">{aggregate}</span> : <Link href={page}>{aggregate}</Link>}
      </p>
      {history.length > 0 && (
        <details>
          <summary>{text('whatHappened')}</summary>
          <pre tabIndex={0}>{history.join('\n')}</pre>
        </details>
      )}
    </li>
  );
};

interface FindingsProps {
  readonly findings: readonly ConservationFinding[];
  readonly violations: number;
}

export const Findings = ({ findings, violations }: FindingsProps) => {
  const text = useText();
  return (
    <>
      <ul className="letters">
        {findings.map((finding) => (
          <Finding key={`${finding.rule} ${finding.aggregate} ${finding.detail}`} finding={finding} />
        ))}
      </ul>
      {violations > findings.length && <p className="quiet">{text('moreFindings', { count: violations })}</p>}
    </>
  );
};
