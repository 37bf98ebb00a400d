"""Drawing people by lot: panels that meet quotas, each person's chance, and the public lottery that anybody can draw again."""
