CREATE TABLE `agent_memories` (
	`place` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`table_name` text NOT NULL,
	`room_id` text NOT NULL,
	`entity_id` text NOT NULL,
	`memory` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `agent_memories_id_unique` ON `agent_memories` (`id`);--> statement-breakpoint
CREATE INDEX `agent_memories_room` ON `agent_memories` (`room_id`,`place`);--> statement-breakpoint
CREATE TABLE `agent_participants` (
	`room_id` text NOT NULL,
	`entity_id` text NOT NULL,
	PRIMARY KEY(`room_id`, `entity_id`)
);
--> statement-breakpoint
CREATE TABLE `agent_records` (
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`record` text NOT NULL,
	PRIMARY KEY(`kind`, `id`)
);
--> statement-breakpoint
CREATE TABLE `auction_events` (
	`auction_id` text NOT NULL,
	`sequence` integer NOT NULL,
	`kind` text NOT NULL,
	`source_id` text,
	`payload` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`auction_id`, `sequence`),
	CONSTRAINT "auction_events_sequence_positive" CHECK("auction_events"."sequence" > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `auction_events_source` ON `auction_events` (`auction_id`,`source_id`);--> statement-breakpoint
CREATE TABLE `errands` (
	`place` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`auction_id` text NOT NULL,
	`kind` text NOT NULL,
	`payload` text NOT NULL,
	`state` text DEFAULT 'waiting' NOT NULL,
	`note` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `errands_owed` ON `errands` (`auction_id`,`id`);--> statement-breakpoint
CREATE INDEX `errands_state` ON `errands` (`state`);--> statement-breakpoint
CREATE TABLE `heard_posts` (
	`source` text NOT NULL,
	`id` text NOT NULL,
	`auction_id` text NOT NULL,
	`author_id` text NOT NULL,
	`placed_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	PRIMARY KEY(`source`, `id`)
);
--> statement-breakpoint
CREATE INDEX `heard_posts_newest` ON `heard_posts` (`source`,`placed_at`);--> statement-breakpoint
CREATE TABLE `x_costs` (
	`auction_id` text PRIMARY KEY NOT NULL,
	`micro_usd` text NOT NULL
);
