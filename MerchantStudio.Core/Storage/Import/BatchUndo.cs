using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Storage.Import;

/// <summary>
/// Takes a batch's rows back, so that the record is as if the batch had never been. A value that the batch replaced comes
/// back, unless a later batch said it too or replaced it again. A row that the batch brought goes, unless a later batch
/// said it too or rows of other batches point to it: then it is passed on to that batch and keeps what that one said. One
/// thing is not known any more: a product's name and category in order lines, where another file had named it before.
/// </summary>
internal sealed class BatchUndo(IBulkSession session, int shopId, long batchId)
{
    /// <summary>Rows that nothing but undone batches ever brought; what they leave once nobody points to them goes too.</summary>
    private const string Ownerless = """
        "BatchId" IN (SELECT b."Id" FROM "ImportBatches" b WHERE b."ShopId" = @shop AND (b."Id" = @batch OR b."State" = @undone))
        """;

    private static readonly RecordColumn s_batch = new("BatchId", CellType.Int64);

    private long _kept;

    public UndoResult Run()
    {
        var later = new LaterBatches(session, shopId, batchId);
        var restored = 0L;
        foreach (var entity in Enum.GetValues<ChangedEntity>())
        {
            var heirs = later.HeirsOf(entity, TableOf(entity));
            restored += Restore(entity, heirs);
            PassOn(entity, heirs);
        }

        session.Execute("""DELETE FROM "ImportChanges" WHERE "BatchId" = @batch""", ("batch", batchId));
        session.Execute("""DELETE FROM "ImportClaims" WHERE "BatchId" = @batch""", ("batch", batchId));
        var removed = RemoveBrought("OrderLines") + RemoveOrders();
        removed += RemoveReferenced("Customers", "Orders", "CustomerId", """ "Country" = NULL, "City" = NULL, "Tags" = NULL, "AcceptsMarketing" = NULL, "CreatedUtc" = NULL """);
        removed += RemoveReferenced("Products", "OrderLines", "ProductId", """
            "ParentKey" = NULL, "Description" = NULL, "Brand" = NULL, "Tags" = NULL, "ImageUrl" = NULL, "PriceMinor" = NULL, "CostMinor" = NULL,
            "Stock" = NULL, "IsActive" = NULL, "InCatalog" = FALSE
            """);
        removed += RemoveBrought("Reviews");
        return new UndoResult(removed, restored, _kept);
    }

    private (string, object?)[] Parameters() => [("shop", shopId), ("batch", batchId), ("undone", (short)ImportBatchState.Undone)];

    /// <summary>Gives the values that the batch replaced back, to the rows or to the next batch that says something about them.</summary>
    private long Restore(ChangedEntity entity, RowHeirs heirs)
    {
        var changes = session.Query(
            """SELECT "RowId", "Column", "Before" FROM "ImportChanges" WHERE "BatchId" = @batch AND "Entity" = @entity""",
            reader => (Row: reader.GetInt64(0), Column: reader.GetString(1), Before: reader.IsDBNull(2) ? null : reader.GetString(2)),
            ("batch", batchId), ("entity", (short)entity));
        var back = new List<CellChange>();
        foreach (var (row, name, before) in changes)
        {
            var column = ColumnsOf(entity).Single(candidate => candidate.Name == name);
            if (heirs.FirstWord(row, name) is { } word)
            {
                word.Inherit(session, entity, row, column, before);
            }
            else
            {
                back.Add(new CellChange(row, column, null, CellText.Parse(before, column.Type)));
            }
        }

        session.Update(TableOf(entity), back);
        return back.Count;
    }

    /// <summary>Rows that the batch brought and later ones said something about stay, with what those said.</summary>
    private void PassOn(ChangedEntity entity, RowHeirs heirs)
    {
        var updates = new List<CellChange>();
        foreach (var row in heirs.Brought)
        {
            var heir = heirs.HeirOf(row);
            updates.Add(new CellChange(row, s_batch, null, heir));
            foreach (var column in ColumnsOf(entity))
            {
                switch (heirs.FirstWord(row, column.Name))
                {
                    case null when MayBeEmpty(entity, column.Name):
                        updates.Add(new CellChange(row, column, null, null));
                        break;
                    case { } word when word.Batch == heir:
                        word.Forget(session, entity, row, column);
                        break;
                    case { } word:
                        word.Inherit(session, entity, row, column, null);
                        break;
                }
            }

            _kept++;
        }

        session.Update(TableOf(entity), updates);
    }

    private long RemoveBrought(string table) => session.Execute($"""DELETE FROM "{table}" WHERE "BatchId" = @batch""", ("batch", batchId));

    private long RemoveOrders()
    {
        var removed = session.Execute(
            $"""
            DELETE FROM "Orders" WHERE "ShopId" = @shop AND {Ownerless}
                AND NOT EXISTS (SELECT 1 FROM "OrderLines" l WHERE l."Id" >= ("Orders"."Id" << 20) AND l."Id" < (("Orders"."Id" + 1) << 20))
            """,
            Parameters());
        _kept += session.Execute(
            $"""
            UPDATE "Orders" SET "BatchId" = (SELECT MIN(l."BatchId") FROM "OrderLines" l
                WHERE l."Id" >= ("Orders"."Id" << 20) AND l."Id" < (("Orders"."Id" + 1) << 20))
            WHERE "ShopId" = @shop AND {Ownerless}
            """,
            Parameters());
        return removed;
    }

    /// <param name="table">What goes.</param>
    /// <param name="referring">The table whose rows may still point to it.</param>
    /// <param name="column">The column that points.</param>
    /// <param name="emptied">What a row that must stay loses, because only the batch said it.</param>
    private long RemoveReferenced(string table, string referring, string column, string emptied)
    {
        // Set operations instead of correlated queries: there is no index on the referring column.
        var removed = session.Execute(
            $"""
            DELETE FROM "{table}" WHERE "Id" IN (
                SELECT t."Id" FROM "{table}" t WHERE t."ShopId" = @shop AND t.{Ownerless}
                EXCEPT SELECT r."{column}" FROM "{referring}" r WHERE r."{column}" IS NOT NULL
                EXCEPT SELECT CAST(c."Before" AS BIGINT) FROM "ImportChanges" c WHERE c."Column" = '{column}' AND c."Before" IS NOT NULL)
            """,
            Parameters());
        _kept += session.Execute(
            $"""
            UPDATE "{table}" SET "BatchId" = r."Heir", {emptied}
            FROM (SELECT "{column}" AS "Id", MIN("BatchId") AS "Heir" FROM "{referring}" WHERE "{column}" IS NOT NULL GROUP BY "{column}") r
            WHERE r."Id" = "{table}"."Id" AND "{table}"."ShopId" = @shop AND "{table}".{Ownerless}
            """,
            Parameters());
        return removed;
    }

    private static bool MayBeEmpty(ChangedEntity entity, string column) => (entity, column) switch
    {
        (ChangedEntity.OrderLine, _) => column == nameof(OrderLine.AttributesJson),
        (ChangedEntity.Order, nameof(Order.Currency) or nameof(Order.OrderedUtc) or nameof(Order.Status)) => false,
        (ChangedEntity.Product, nameof(Product.Title) or nameof(Product.Category) or nameof(Product.IsProduct) or nameof(Product.InCatalog)) => false,
        (ChangedEntity.Review, nameof(Review.ProductKey)) => false,
        _ => true,
    };

    private static string TableOf(ChangedEntity entity) =>
        entity == ChangedEntity.OrderLine ? "OrderLines" : RecordTable.All.Single(table => table.Entity == entity).Name;

    internal static IReadOnlyList<RecordColumn> ColumnsOf(ChangedEntity entity) =>
        entity == ChangedEntity.OrderLine ? RecordTable.LineColumns : RecordTable.All.Single(table => table.Entity == entity).Columns;
}
