#!/bin/sh
# Adds a migration of the same name for every engine: build/add-migration.sh Name
set -e
cd "$(dirname "$0")/.."
export EF_DESIGN=true
dotnet tool restore
for engine in Sqlite PostgreSql; do
  dotnet ef migrations add "$1" --project MerchantStudio.Core --context "${engine}MerchantDbContext" \
    --output-dir "Storage/Engines/$engine/Migrations"
done
unset EF_DESIGN
dotnet restore MerchantStudio.Core
