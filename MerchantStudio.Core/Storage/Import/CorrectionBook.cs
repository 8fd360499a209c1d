using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Storage.Import;

/// <summary>
/// Finds the place of corrected lines that did not say which of several equal lines of their order they are: the first one
/// that no other row of the file took which they were set aside from. The place is noted, so that the same row coming back
/// once more is the same line.
/// </summary>
internal sealed class CorrectionBook
{
    /// <summary>The part of a batch's claims that holds places instead: row of the first file and ordinal.</summary>
    private const int PlacesPart = -1;

    private readonly IBulkSession _session;
    private readonly long _batchId;
    private readonly HashSet<long> _batches;
    private readonly HashSet<long> _taken = [];
    private readonly Dictionary<long, int> _known = [];
    private readonly List<(long Row, int Bits)> _places = [];

    /// <param name="session">The transaction.</param>
    /// <param name="batchId">The running batch.</param>
    /// <param name="corrects">The batch that the rows were set aside from.</param>
    public CorrectionBook(IBulkSession session, long batchId, long corrects)
    {
        (_session, _batchId) = (session, batchId);
        _batches = [.. session.Query(
            """SELECT "Id" FROM "ImportBatches" WHERE "State" = @committed AND ("Id" = @batch OR "CorrectsBatchId" = @batch)""",
            reader => reader.GetInt64(0), ("committed", (short)ImportBatchState.Committed), ("batch", corrects))];
        _batches.Add(batchId);
        foreach (var batch in _batches)
        {
            _taken.UnionWith(ClaimBook.Read(session, batch, ChangedEntity.OrderLine).Select(claim => claim.Row));
            foreach (var (row, ordinal) in ClaimBook.ReadPart(session, batch, ChangedEntity.OrderLine, PlacesPart))
            {
                _known[row] = ordinal;
            }
        }
    }

    /// <summary>The key that the line gets.</summary>
    public string KeyOf(OrderLineRow row, LineBook lines)
    {
        var source = row.Mark?.Row ?? 0;
        if (source > 0 && _known.TryGetValue(source, out var known))
        {
            return Key(row, known);
        }

        for (var ordinal = 1; ; ordinal++)
        {
            if (row.AnyPlaceBut!.Contains(ordinal))
            {
                continue;
            }

            var key = Key(row, ordinal);
            var index = lines.IndexOf((long)StableHash.Of(key));
            if (index < 0 || !(_batches.Contains(lines[index].BatchId) || _taken.Contains(lines[index].Id)))
            {
                Note(source, ordinal, index < 0 ? null : lines[index].Id);
                return key;
            }
        }
    }

    public void Flush()
    {
        if (_places.Count > 0)
        {
            ClaimBook.Insert(_session, _batchId, ChangedEntity.OrderLine, PlacesPart, _places);
        }
    }

    private void Note(long source, int ordinal, long? line)
    {
        if (line is { } id)
        {
            _taken.Add(id);
        }

        if (source > 0)
        {
            _known[source] = ordinal;
            _places.Add((source, ordinal));
        }
    }

    private static string Key(OrderLineRow row, int ordinal) =>
        ordinal == 1 ? row.LineKey : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{row.LineKey}#{ordinal}");
}
