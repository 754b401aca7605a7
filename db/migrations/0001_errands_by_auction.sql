DROP INDEX `errands_id_unique`;--> statement-breakpoint
CREATE UNIQUE INDEX `errands_owed` ON `errands` (`auction_id`,`id`);