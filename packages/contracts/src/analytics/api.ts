import { z } from 'zod';
import { defineApi, pageQuery } from '../shared/index.ts';
import { archivedEventPage, day, topicName } from './schemas.ts';

export const analyticsApi = defineApi({
  listEvents: {
    id: 'listEvents',
    method: 'GET',
    path: '/api/events',
    summary: 'What was published in the last days, by topic, day and id; with a subject, pages may be short or empty',
    audience: 'admin',
    callers: ['operations'],
    query: pageQuery.extend({
      topic: topicName.optional(),
      day: day.optional(),
      subject: z.string().min(1).max(64).optional(),
    }),
    answers: { 200: archivedEventPage },
    errors: ['dependency.unavailable'],
  },
});
