using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Storage.Import;

/// <summary>
/// Takes a batch's rows back. A value that the batch replaced comes back, unless a later batch replaced it again: then
/// that batch inherits what was there before. A row that the batch brought goes, unless a later batch changed it or rows
/// of other batches point to it: then the row is passed on to that batch and goes with it.
/// </summary>
internal sealed class BatchUndo(IBulkSession session, int shopId, long batchId)
{
    /// <summary>Rows that nothing but undone batches ever brought; what they leave once nobody points to them goes too.</summary>
    private const string Ownerless = """
        "BatchId" IN (SELECT b."Id" FROM "ImportBatches" b WHERE b."ShopId" = @shop AND (b."Id" = @batch OR b."State" = @undone))
        """;

    private long _kept;

    public UndoResult Run()
    {
        var restored = RestoreAll();
        var removed = UndoLines() + UndoOrders();
        removed += UndoReferenced("Customers", ChangedEntity.Customer, "Orders", "CustomerId");
        removed += UndoReferenced("Products", ChangedEntity.Product, "OrderLines", "ProductId");
        removed += UndoReviews();
        return new UndoResult(removed, restored, _kept);
    }

    private (string, object?)[] Parameters(ChangedEntity entity) =>
        [("shop", shopId), ("batch", batchId), ("undone", (short)ImportBatchState.Undone), ("entity", (short)entity)];

    /// <summary>Gives the values that the batch replaced back, to the rows or to the next batch that replaced them.</summary>
    private long RestoreAll()
    {
        var changes = session.Query(
            """
            SELECT c."Entity", c."RowId", c."Column", c."Before",
                (SELECT n."BatchId" FROM "ImportChanges" n JOIN "ImportBatches" nb ON nb."Id" = n."BatchId"
                 WHERE n."Entity" = c."Entity" AND n."RowId" = c."RowId" AND n."Column" = c."Column"
                    AND nb."CommittedVersion" > b."CommittedVersion"
                 ORDER BY nb."CommittedVersion" LIMIT 1)
            FROM "ImportChanges" c JOIN "ImportBatches" b ON b."Id" = c."BatchId" WHERE c."BatchId" = @batch
            """,
            reader => new Replaced(
                (ChangedEntity)reader.GetInt16(0), reader.GetInt64(1), reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetInt64(4)),
            ("batch", batchId));
        foreach (var change in changes.Where(change => change.Heir is not null))
        {
            session.Execute(
                """
                UPDATE "ImportChanges" SET "Before" = @before WHERE "BatchId" = @heir AND "Entity" = @entity AND "RowId" = @row AND "Column" = @column
                """,
                ("before", change.Before),
                ("heir", change.Heir),
                ("entity", (short)change.Entity),
                ("row", change.RowId),
                ("column", change.Column));
        }

        var back = changes.Where(change => change.Heir is null).ToList();
        foreach (var entity in back.GroupBy(change => change.Entity))
        {
            session.Update(TableOf(entity.Key), [.. entity.Select(CellOf)]);
        }

        session.Execute("""DELETE FROM "ImportChanges" WHERE "BatchId" = @batch""", ("batch", batchId));
        return back.Count;
    }

    private long UndoLines()
    {
        var parameters = Parameters(ChangedEntity.OrderLine);
        var removed = session.Execute(
            $"""
            DELETE FROM "OrderLines" WHERE "BatchId" = @batch
                AND "Id" NOT IN (SELECT c."RowId" FROM "ImportChanges" c WHERE c."Entity" = @entity)
            """,
            parameters);
        PassOnToChangers("OrderLines", ChangedEntity.OrderLine);
        return removed;
    }

    private long UndoOrders()
    {
        var removed = session.Execute(
            $"""
            DELETE FROM "Orders" WHERE "ShopId" = @shop AND {Ownerless}
                AND NOT EXISTS (SELECT 1 FROM "OrderLines" l WHERE l."Id" >= ("Orders"."Id" << 20) AND l."Id" < (("Orders"."Id" + 1) << 20))
                AND "Id" NOT IN (SELECT c."RowId" FROM "ImportChanges" c WHERE c."Entity" = @entity)
            """,
            Parameters(ChangedEntity.Order));
        PassOnToChangers("Orders", ChangedEntity.Order);
        _kept += session.Execute(
            $"""
            UPDATE "Orders" SET "BatchId" = (SELECT MIN(l."BatchId") FROM "OrderLines" l
                WHERE l."Id" >= ("Orders"."Id" << 20) AND l."Id" < (("Orders"."Id" + 1) << 20))
            WHERE "ShopId" = @shop AND {Ownerless}
                AND EXISTS (SELECT 1 FROM "OrderLines" l WHERE l."Id" >= ("Orders"."Id" << 20) AND l."Id" < (("Orders"."Id" + 1) << 20))
            """,
            Parameters(ChangedEntity.Order));
        return removed;
    }

    private long UndoReferenced(string table, ChangedEntity entity, string referring, string column)
    {
        // Set operations instead of correlated queries: there is no index on the referring column.
        var removed = session.Execute(
            $"""
            DELETE FROM "{table}" WHERE "Id" IN (
                SELECT t."Id" FROM "{table}" t WHERE t."ShopId" = @shop AND t.{Ownerless}
                EXCEPT SELECT r."{column}" FROM "{referring}" r WHERE r."{column}" IS NOT NULL
                EXCEPT SELECT c."RowId" FROM "ImportChanges" c WHERE c."Entity" = @entity
                EXCEPT SELECT CAST(c."Before" AS BIGINT) FROM "ImportChanges" c WHERE c."Column" = '{column}' AND c."Before" IS NOT NULL)
            """,
            Parameters(entity));
        PassOnToChangers(table, entity);
        _kept += session.Execute(
            $"""
            UPDATE "{table}" SET "BatchId" = r."Heir"
            FROM (SELECT "{column}" AS "Id", MIN("BatchId") AS "Heir" FROM "{referring}" WHERE "{column}" IS NOT NULL GROUP BY "{column}") r
            WHERE r."Id" = "{table}"."Id" AND "{table}"."ShopId" = @shop AND "{table}".{Ownerless}
            """,
            Parameters(entity));
        return removed;
    }

    private long UndoReviews()
    {
        var removed = session.Execute(
            """
            DELETE FROM "Reviews" WHERE "ShopId" = @shop AND "BatchId" = @batch
                AND "Id" NOT IN (SELECT c."RowId" FROM "ImportChanges" c WHERE c."Entity" = @entity)
            """,
            Parameters(ChangedEntity.Review));
        PassOnToChangers("Reviews", ChangedEntity.Review);
        return removed;
    }

    /// <summary>Rows that later batches changed now count as brought by the first of those.</summary>
    private void PassOnToChangers(string table, ChangedEntity entity)
    {
        _kept += session.Execute(
            $"""
            UPDATE "{table}" SET "BatchId" = (
                SELECT c."BatchId" FROM "ImportChanges" c JOIN "ImportBatches" b ON b."Id" = c."BatchId"
                WHERE c."Entity" = @entity AND c."RowId" = "{table}"."Id" ORDER BY b."CommittedVersion" LIMIT 1)
            WHERE "BatchId" = @batch AND "Id" IN (SELECT c."RowId" FROM "ImportChanges" c WHERE c."Entity" = @entity)
            """,
            Parameters(entity));
        session.Execute(
            $"""
            DELETE FROM "ImportChanges" WHERE "Entity" = @entity
                AND EXISTS (SELECT 1 FROM "{table}" t WHERE t."Id" = "ImportChanges"."RowId" AND t."BatchId" = "ImportChanges"."BatchId")
            """,
            ("entity", (short)entity));
    }

    private static string TableOf(ChangedEntity entity) =>
        entity == ChangedEntity.OrderLine ? "OrderLines" : RecordTable.All.Single(table => table.Entity == entity).Name;

    private static CellChange CellOf(Replaced change)
    {
        var columns = change.Entity == ChangedEntity.OrderLine
            ? RecordTable.LineColumns
            : RecordTable.All.Single(table => table.Entity == change.Entity).Columns;
        var column = columns.Single(candidate => candidate.Name == change.Column);
        return new CellChange(change.RowId, column, null, CellText.Parse(change.Before, column.Type));
    }

    private sealed record Replaced(ChangedEntity Entity, long RowId, string Column, string? Before, long? Heir);
}
