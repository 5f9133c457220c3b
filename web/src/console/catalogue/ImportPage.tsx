import type { ReadProducts, RowError } from '@mercato/catalogue-file';
import { Link } from 'wouter';
import { useText } from '../text/index.ts';
import { Head } from '../ui/Head.tsx';
import { Panel } from '../ui/Panel.tsx';
import { type Column, Table } from '../ui/Table.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { useImport } from './useImport.ts';

const mostShown = 50;

const Errors = ({ errors }: { readonly errors: readonly RowError[] }) => {
  const text = useText();
  const columns: readonly Column<RowError>[] = [
    { label: text('line'), numeric: true, cell: ({ line }) => line },
    { label: text('column'), cell: ({ field }) => <span className="code">{field}</span> },
    { label: text('problem'), cell: ({ message }) => message },
  ];
  return (
    <Panel title={text('badRows', { count: errors.length })}>
      <Table
        label={text('problem')}
        columns={columns}
        rows={errors.slice(0, mostShown)}
        keyOf={({ line, field, message }) => `${line} ${field} ${message}`}
        empty=""
      />
    </Panel>
  );
};

type Importing = ReturnType<typeof useImport>;

const Send = ({ found, start, progress }: Importing & { readonly found: ReadProducts }) => {
  const text = useText();
  const skipped = new Set(found.errors.map(({ line }) => line)).size;
  const { length: count } = found.products;
  return (
    <Panel title={text('toImport')}>
      <p>{text(skipped > 0 ? 'importSome' : 'importAll', { count, skipped })}</p>
      <p className="quiet">{text('importAbout')}</p>
      {progress && (
        <label className="progress">
          {text('importProgress', { done: progress.done, total: progress.total })}
          <progress value={progress.done} max={progress.total} />
        </label>
      )}
      {start.error && <Trouble error={start.error} />}
      <p role="status" className="done">
        {start.isSuccess && text('imported', { count })}
      </p>
      {!start.isSuccess && (
        <button type="button" disabled={start.isPending || count === 0} onClick={() => start.mutate()}>
          {text(start.error ? 'goOn' : 'importNow', { count })}
        </button>
      )}
    </Panel>
  );
};

/** A CSV file of products, judged here by the same rules as `npm run import`, and sent in batches. */
export const ImportPage = () => {
  const text = useText();
  const importing = useImport();
  const { read, found, start } = importing;
  return (
    <>
      <Head title={text('importFile')} tools={<Link href="/catalogue">{text('allProducts')}</Link>}>
        {text('importColumns')}
      </Head>
      <Panel title={text('file')}>
        <label className="field">
          {text('chooseFile')}
          <input
            type="file"
            accept=".csv,text/csv"
            disabled={start.isPending}
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              start.reset();
              if (file) read.mutate(file);
            }}
          />
        </label>
        {read.error && <p className="note bad">{text('notRead', { why: read.error.message })}</p>}
      </Panel>
      {found && found.errors.length > 0 && <Errors errors={found.errors} />}
      {found && <Send {...importing} found={found} />}
    </>
  );
};
