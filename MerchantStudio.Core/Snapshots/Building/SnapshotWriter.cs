using System.Text.Json;
using MerchantStudio.Core.Storage.Columns;
using MerchantStudio.Core.Storage.Model;

namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>
/// Lays a builder's content out and writes it, table by table. Memory holds the different customers, products, orders
/// and texts, and a part of the rows; not the rows.
/// </summary>
internal sealed class SnapshotWriter(SnapshotBuilder content, ColumnFileWriter file, Func<string> temporaryPath, int partRows)
{
    private readonly RowCensus _census = new(content);

    public SnapshotHeader Write()
    {
        var owners = new Owners(content, _census);
        var sessions = new SessionAssigner(content.Shop.SessionGapMinutes * 60_000L);
        var orders = new OrderBook(content, owners.Ranks);
        var items = new ItemSection(content);
        var countries = new int[owners.Count];
        Array.Fill(countries, -1);
        var (from, to) = (0L, 0L);
        using (var places = new RowPlaces(content, _census, owners.Ranks, partRows, temporaryPath))
        {
            file.Write(SnapshotSections.Offsets, places.Offsets);
            using var rows = new RowSections(file, _census, sessions, orders, items, countries, content.Own.Count);
            WriteRows(places, rows);
            (from, to) = (places.From, places.To);
        }

        WriteTexts();
        new CustomerSection(content, owners, countries).Write(file);
        items.Write(file);
        orders.Write(file);
        var header = Header(owners.Count, items.Count, orders.Count, sessions.Count, from, to);
        file.Write<byte>(SnapshotSections.Header, JsonSerializer.SerializeToUtf8Bytes(header));
        return header;
    }

    // The next part is sorted while one is written.
    private static void WriteRows(RowPlaces places, RowSections rows)
    {
        var (now, next) = (new SortedRows(), new SortedRows());
        var sorting = Sort(places, 0, now);
        for (var part = 0; part < places.PartCount; part++)
        {
            sorting.GetAwaiter().GetResult();
            sorting = Sort(places, part + 1, next);
            try
            {
                rows.Write(now);
            }
            catch
            {
                ((IAsyncResult)sorting).AsyncWaitHandle.WaitOne();
                throw;
            }

            (now, next) = (next, now);
        }
    }

    private static Task Sort(RowPlaces places, int part, SortedRows to) =>
        part < places.PartCount ? Task.Run(() => places.Sort(part, to)) : Task.CompletedTask;

    private void WriteTexts()
    {
        file.WriteTexts(SnapshotSections.KindNames, content.KindNames);
        foreach (var attribute in Enum.GetValues<RowAttribute>().Where(attribute => _census.UsesAttribute[(int)attribute]))
        {
            file.WriteTexts(SnapshotSections.Attribute(attribute), content.AttributeNames[(int)attribute]);
        }

        file.WriteStrings(SnapshotSections.OwnNames, [.. content.Own.Names]);
        for (var own = 0; own < content.Own.Count; own++)
        {
            file.WriteTexts(SnapshotSections.Own(own), content.Own.Texts(own));
        }
    }

    private SnapshotHeader Header(int owners, int items, int orders, int sessions, long from, long to) => new()
    {
        FormatVersion = SnapshotHeader.CurrentFormat,
        ShopId = content.Shop.ShopId,
        DataVersion = content.Shop.DataVersion,
        Currency = content.Shop.Currency,
        TimeZoneId = content.Shop.TimeZoneId,
        SessionGapMinutes = content.Shop.SessionGapMinutes,
        CustomerCount = owners,
        AnonymousCount = _census.Anonymous.Count,
        ItemCount = items,
        OrderCount = orders,
        SessionCount = sessions,
        RowCount = _census.RowCount,
        RowsWithoutCustomer = _census.NobodysRowsByDay.Values.Sum(),
        MachineRows = _census.MachineRows,
        Machines = _census.Machines,
        FromUtc = _census.RowCount == 0 ? null : UtcMilliseconds.ToUtc(from),
        ToUtc = _census.RowCount == 0 ? null : UtcMilliseconds.ToUtc(to),
        Fingerprint = file.ContentHash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
    };
}
