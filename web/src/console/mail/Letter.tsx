import type { ReactNode } from 'react';

interface LetterProps {
  readonly subject: string;
  /** Whom it went to, when, and how. */
  readonly about: ReactNode;
  readonly body: string;
  readonly children?: ReactNode;
}

/** One mail: its subject, and all of it when it is opened. It is shown as the text it is, whatever it holds. */
export const Letter = ({ subject, about, body, children }: LetterProps) => (
  <li className="letter">
    <details>
      <summary>
        <span className="subject">{subject}</span> <span className="quiet">{about}</span>
      </summary>
      <p className="body">{body}</p>
      {children}
    </details>
  </li>
);
