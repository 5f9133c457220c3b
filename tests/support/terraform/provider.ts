import { Server, ServerCredentials, type UntypedServiceImplementation, loadPackageDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { decode, encode } from '@msgpack/msgpack';
import { fileURLToPath } from 'node:url';
import { computed, type Known, type Values } from './plan-values.ts';
import { type BlockSchema, blockMessage, type ProviderSchemas, schemaMessages } from './schemas.ts';

interface DynamicValue {
  readonly msgpack: Uint8Array;
}
type Answer = (error: null, answer: object) => void;
interface Call {
  readonly request: {
    readonly type_name: string;
    readonly proposed_new_state?: DynamicValue;
    readonly config?: DynamicValue;
  };
}

const proto = fileURLToPath(new URL('./provider.proto', import.meta.url));
const { tfplugin6 } = loadPackageDefinition(loadSync(proto, { keepCase: true, longs: Number })) as unknown as {
  tfplugin6: { Provider: { service: Parameters<Server['addService']>[0] } };
};

const nothing = (_: unknown, answer: Answer): void => answer(null, {});

const serviceOf = (schemas: ProviderSchemas, known: Known | undefined): UntypedServiceImplementation => {
  const fill = (type: string, block: BlockSchema | undefined, value: DynamicValue | undefined, names = known) => {
    const values = decode(value?.msgpack ?? new Uint8Array([0xc0])) as Values | null;
    return { msgpack: encode(values && block ? computed(type, block, values, names) : values) };
  };
  // What is read is known before anything is made.
  const asRead: Known = known ?? (() => undefined);
  return {
    GetProviderSchema: (_: unknown, answer: Answer) =>
      answer(null, {
        provider: { version: 0, block: blockMessage(schemas.provider?.block ?? { attributes: {} }) },
        resource_schemas: schemaMessages(schemas.resource_schemas),
        data_source_schemas: schemaMessages(schemas.data_source_schemas),
      }),
    ValidateProviderConfig: nothing,
    ValidateResourceConfig: nothing,
    ValidateDataResourceConfig: nothing,
    ConfigureProvider: nothing,
    StopProvider: nothing,
    PlanResourceChange: ({ request: { type_name: type, proposed_new_state: value } }: Call, answer: Answer) =>
      answer(null, { planned_state: fill(type, schemas.resource_schemas[type]?.block, value) }),
    ReadDataSource: ({ request: { type_name: type, config } }: Call, answer: Answer) =>
      answer(null, { state: fill(type, schemas.data_source_schemas[type]?.block, config, asRead) }),
  };
};

export interface RunningProvider {
  /** As TF_REATTACH_PROVIDERS wants it. */
  readonly reattach: object;
  stop(): void;
}

/**
 * Stands in for a provider while a plan is made: it has the real one's schema, so wrong names and types are refused, and
 * it reaches nothing. Without `known`, what only AWS can say is unknown until applied, as it is for the real one.
 */
export const startProvider = async (schemas: ProviderSchemas, known?: Known): Promise<RunningProvider> => {
  const server = new Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 });
  server.addService(tfplugin6.Provider.service, serviceOf(schemas, known));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  const Addr = { Network: 'tcp', String: `127.0.0.1:${port}` };
  return {
    reattach: { Protocol: 'grpc', ProtocolVersion: 6, Pid: process.pid, Test: true, Addr },
    stop: () => server.forceShutdown(),
  };
};
