import type { CatalogueProduct, ReadProducts } from '@mercato/catalogue-file';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { answered, api } from '../../api/client.ts';
import { type Progress, sendBatches } from './importRun.ts';

/** Parser and rules come only when a file is there to read. */
const reader = () => import('@mercato/catalogue-file');

const send = (products: readonly CatalogueProduct[], key: string) =>
  answered(
    api.POST('/api/products/import', {
      params: { header: { 'Idempotency-Key': key } },
      body: { products: [...products] },
    }),
  );

/** A file of products, from its choice until all of it is in the catalogue. */
export const useImport = () => {
  const queries = useQueryClient();
  const runId = useRef('');
  const [found, setFound] = useState<ReadProducts>();
  const [progress, setProgress] = useState<Progress>();
  const read = useMutation({
    mutationFn: async (file: File) => (await reader()).readProducts(await file.text()),
    onMutate: () => {
      setFound(undefined);
      setProgress(undefined);
    },
    onSuccess: (result) => {
      runId.current = globalThis.crypto.randomUUID();
      setFound(result);
    },
  });
  const start = useMutation({
    mutationFn: async () => {
      const batches = (await reader()).batchesOf(found?.products ?? []);
      await sendBatches({ batches, send, runId: runId.current, from: progress?.next ?? 0, tell: setProgress });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['products'] }),
  });
  return { read, found, start, progress };
};
