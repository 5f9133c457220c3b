import { objectStoreContract } from '../contracts/object-store-contract.ts';
import { MemoryObjectStore } from './memory-object-store.ts';

objectStoreContract('memory', () => new MemoryObjectStore());
