CREATE TABLE `airings` (
	`auction_id` text NOT NULL,
	`sequence` integer NOT NULL,
	`frame` integer NOT NULL,
	`on_air_ms` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`auction_id`, `sequence`)
);
--> statement-breakpoint
CREATE TABLE `reserves` (
	`auction_id` text NOT NULL,
	`lot_id` text NOT NULL,
	`reserve_wei` text NOT NULL,
	`salt` text NOT NULL,
	PRIMARY KEY(`auction_id`, `lot_id`)
);
--> statement-breakpoint
ALTER TABLE `errands` ADD `sequence` integer;--> statement-breakpoint
ALTER TABLE `errands` ADD `failures` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `errands` ADD `changed_at` integer DEFAULT 0 NOT NULL;