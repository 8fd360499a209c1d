using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Model;
using MerchantStudio.Core.Storage.People;

namespace MerchantStudio.Core.Storage.Import;

/// <summary>The batch's own line and the shop's version, within the transaction that changes the record.</summary>
internal static class BatchLedger
{
    /// <summary>Saves the batch as committed and raises the shop's version when anything changed.</summary>
    public static void Commit(IBulkSession session, ImportBatch batch, ImportCounts counts, DateTime nowUtc)
    {
        (batch.RowsInserted, batch.RowsUpdated, batch.RowsUnchanged) = (counts.Inserted, counts.Updated, batch.RowsUnchanged + counts.Unchanged);
        (batch.State, batch.FinishedUtc, batch.Error) = (ImportBatchState.Committed, nowUtc, null);
        batch.CommittedVersion = counts.Inserted + counts.Updated > 0 ? RaiseVersion(session, batch.ShopId) : Version(session, batch.ShopId);
        var changed = session.Execute(
            """
            UPDATE "ImportBatches" SET "State" = @state, "FinishedUtc" = @finished, "CommittedVersion" = @version, "RowsRead" = @read,
                "RowsInserted" = @inserted, "RowsUpdated" = @updated, "RowsUnchanged" = @unchanged, "RowsSetAside" = @aside,
                "SetAsideFile" = @file, "SummaryJson" = @summary, "Error" = NULL
            WHERE "Id" = @id AND "ShopId" = @shop AND "State" <> @state
            """,
            ("state", (short)batch.State),
            ("finished", UtcMilliseconds.From(nowUtc)),
            ("version", batch.CommittedVersion),
            ("read", batch.RowsRead),
            ("inserted", batch.RowsInserted),
            ("updated", batch.RowsUpdated),
            ("unchanged", batch.RowsUnchanged),
            ("aside", batch.RowsSetAside),
            ("file", batch.SetAsideFile),
            ("summary", batch.SummaryJson),
            ("id", batch.Id),
            ("shop", batch.ShopId));
        if (changed != 1)
        {
            throw new InvalidOperationException($"Batch {batch.Id} of shop {batch.ShopId} is not there or is committed already.");
        }

        AuditLog.Write(
            session, new Actor(null, batch.CreatedBy, batch.ShopId), "import.committed", FormattableString.Invariant($"batch/{batch.Id}"),
            FormattableString.Invariant($"kind={batch.Kind}, rows={batch.RowsRead}, setAside={batch.RowsSetAside}"), nowUtc);
    }

    /// <summary>Saves the batch as undone.</summary>
    public static void Undo(IBulkSession session, int shopId, long batchId, DateTime nowUtc)
    {
        _ = RaiseVersion(session, shopId);
        session.Execute(
            """UPDATE "ImportBatches" SET "State" = @state, "FinishedUtc" = @now WHERE "Id" = @id""",
            ("state", (short)ImportBatchState.Undone),
            ("now", UtcMilliseconds.From(nowUtc)),
            ("id", batchId));
    }

    public static long RaiseVersion(IBulkSession session, int shopId)
    {
        session.Execute("""UPDATE "Shops" SET "DataVersion" = "DataVersion" + 1 WHERE "Id" = @shop""", ("shop", shopId));
        return Version(session, shopId);
    }

    public static long Version(IBulkSession session, int shopId) =>
        session.Scalar("""SELECT "DataVersion" FROM "Shops" WHERE "Id" = @shop""", ("shop", shopId))
        ?? throw new InvalidOperationException($"There is no shop {shopId}.");
}
