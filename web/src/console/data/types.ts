import type { components } from '../../api/schema';

type Schemas = components['schemas'];

export type OrderRecord = Schemas['OrderRecord'];
export type SagaRecord = Schemas['SagaRecord'];
export type Overview = Schemas['Overview'];
export type PromiseFigures = Schemas['PromiseFigures'];
export type ServiceFigures = Schemas['ServiceFigures'];
export type ServiceMap = Schemas['ServiceMap'];
export type ServiceNode = Schemas['ServiceNode'];
export type ServiceEdge = Schemas['ServiceEdge'];
export type DeadLetterQueue = Schemas['DeadLetterQueue'];
export type DeadLetter = Schemas['DeadLetter'];
export type AuditEntry = Schemas['AuditEntry'];
export type ConservationRun = Schemas['ConservationRun'];
export type ConservationFinding = Schemas['ConservationFinding'];
export type ChaosTarget = Schemas['ChaosTarget'];
export type Payment = Schemas['Payment'];
export type Shipment = Schemas['Shipment'];
export type ReservationBook = Schemas['ReservationBook'];
export type Mail = Schemas['Mail'];
export type Notification = Schemas['Notification'];
