import { sql } from 'drizzle-orm';
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Stage } from '../engine/domain/campaign/campaign.js';
import type { CalendarDate } from '../engine/domain/campaign/dates.js';
import type { StepStatus } from '../engine/domain/campaign/step-row.js';
import type { Instant } from '../engine/domain/ids.js';
import { json } from './columns.js';

/**
 * Every step of a campaign. It stands outside `schema/`, because a campaign outlives its auctions:
 * the table lies in the campaign's own file, never in an auction's book.
 */
export const campaignSteps = sqliteTable(
  'campaign_steps',
  {
    campaignId: text('campaign_id').notNull(),
    date: text().$type<CalendarDate>().notNull(),
    stage: text().$type<Stage>().notNull(),
    status: text().$type<StepStatus>().notNull(),
    plannedAt: integer('planned_at').$type<Instant>().notNull(),
    changedAt: integer('changed_at').$type<Instant>().notNull(),
    why: text().notNull(),
    lots: json<readonly string[]>()().notNull(),
  },
  (step) => [primaryKey({ columns: [step.campaignId, step.date, step.stage] })],
);

/** Makes the table where there is none. */
export const CAMPAIGN_STEPS_SQL = sql`
  CREATE TABLE IF NOT EXISTS campaign_steps (
    campaign_id TEXT NOT NULL,
    date TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('announce', 'doors', 'auction', 'after')),
    status TEXT NOT NULL CHECK (status IN ('planned', 'begun', 'done', 'skipped', 'failed')),
    planned_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    why TEXT NOT NULL,
    lots TEXT NOT NULL,
    PRIMARY KEY (campaign_id, date, stage)
  ) STRICT`;
