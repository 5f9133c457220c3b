import { type ReactNode, useId } from 'react';

interface PanelProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly tools?: ReactNode;
  readonly className?: string;
}

/** A part of a page under a heading of its own. */
export const Panel = ({ title, children, tools, className = '' }: PanelProps) => {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {tools}
      </header>
      {children}
    </section>
  );
};
