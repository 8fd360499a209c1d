using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Storage.Import;

/// <summary>
/// Notes which columns of rows that others brought a batch said as they were, so that undoing the others leaves what this
/// batch said too. Written in parts, so that memory stays flat however long the file is.
/// </summary>
internal sealed class ClaimBook(IBulkSession session, long batchId, ChangedEntity entity)
{
    private const int PartRows = 1 << 16;

    private readonly List<(long Row, int Bits)> _rows = [];
    private int _parts;

    /// <param name="row">Id of the row.</param>
    /// <param name="bits">One bit a column, in the order of the table's columns.</param>
    public void Add(long row, int bits)
    {
        _rows.Add((row, bits));
        if (_rows.Count == PartRows)
        {
            Flush();
        }
    }

    public void Flush()
    {
        if (_rows.Count > 0)
        {
            Insert(session, batchId, entity, _parts++, _rows);
            _rows.Clear();
        }
    }

    public static void Insert(IBulkSession session, long batchId, ChangedEntity entity, int part, IReadOnlyList<(long Row, int Bits)> rows) =>
        session.Execute(
            """INSERT INTO "ImportClaims" ("BatchId", "Entity", "Part", "Rows") VALUES (@batch, @entity, @part, @rows)""",
            ("batch", batchId), ("entity", (short)entity), ("part", part), ("rows", ClaimCodec.Encode(rows)));

    /// <summary>What a batch noted, in the order in which it did.</summary>
    public static IEnumerable<(long Row, int Bits)> Read(IBulkSession session, long batchId, ChangedEntity entity)
    {
        var parts = session.Query(
            """SELECT "Part" FROM "ImportClaims" WHERE "BatchId" = @batch AND "Entity" = @entity AND "Part" >= 0 ORDER BY "Part" """,
            reader => reader.GetInt32(0), ("batch", batchId), ("entity", (short)entity));
        return parts.SelectMany(part => ReadPart(session, batchId, entity, part));
    }

    public static IEnumerable<(long Row, int Bits)> ReadPart(IBulkSession session, long batchId, ChangedEntity entity, int part) => session.Query(
            """SELECT "Rows" FROM "ImportClaims" WHERE "BatchId" = @batch AND "Entity" = @entity AND "Part" = @part""",
            reader => (byte[])reader.GetValue(0), ("batch", batchId), ("entity", (short)entity), ("part", part))
        .SelectMany(ClaimCodec.Decode);
}
