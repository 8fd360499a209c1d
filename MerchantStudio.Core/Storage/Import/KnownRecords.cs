namespace MerchantStudio.Core.Storage.Import;

/// <summary>Rows of one table of a shop, by key, as the record holds them.</summary>
internal sealed class KnownTable
{
    public Dictionary<string, RecordEntry> Entries { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the record may hold rows of the shop that are not here.</summary>
    public bool MustLook { get; set; } = true;

    public void Forget()
    {
        Entries.Clear();
        MustLook = true;
    }
}

/// <summary>
/// What an import has met of a shop's record, for the next in a row of files, which mostly meets the same. It holds as
/// long as the shop has the version that the import left: everything that changes the record raises that.
/// </summary>
internal sealed class KnownRecords
{
    private const int MostRows = 60_000;
    private const int MostLines = 200_000;

    private readonly List<LineState> _lines = [];

    public KnownTable Customers { get; } = new();
    public KnownTable Products { get; } = new();
    public KnownTable Orders { get; } = new();
    public KnownTable Reviews { get; } = new();

    /// <summary>Lines that the orders hold.</summary>
    public int Lines { get; set; }

    /// <summary>Version of the shop that it is true of.</summary>
    public long Version { get; set; }

    /// <summary>A list for the lines that an import adds, with the room that the one before needed.</summary>
    public List<LineState> Empty()
    {
        _lines.Clear();
        return _lines;
    }

    public void ForgetOrders()
    {
        Orders.Forget();
        Lines = 0;
    }

    /// <summary>Lets go what is too large to be kept after an import.</summary>
    public void Trim()
    {
        if (Lines > MostLines || Orders.Entries.Count > MostRows)
        {
            ForgetOrders();
        }

        foreach (var table in new[] { Customers, Products, Reviews }.Where(table => table.Entries.Count > MostRows))
        {
            table.Forget();
        }
    }
}

/// <summary>What the last imports met, by shop, until none has come for a while.</summary>
internal sealed class KnownRecordsShelf : IDisposable
{
    private static readonly TimeSpan s_kept = TimeSpan.FromSeconds(30);

    private readonly Dictionary<int, KnownRecords> _shops = [];
    private readonly ITimer _timer;

    public KnownRecordsShelf(TimeProvider clock) => _timer = clock.CreateTimer(_ => Clear(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Takes what is known of a shop at this version, to be put back after the commit and not otherwise.</summary>
    public KnownRecords Take(int shopId, long version)
    {
        lock (_shops)
        {
            return _shops.Remove(shopId, out var known) && known.Version == version ? known : new KnownRecords();
        }
    }

    public void Keep(int shopId, KnownRecords known, long version)
    {
        known.Version = version;
        known.Trim();
        lock (_shops)
        {
            _shops[shopId] = known;
        }

        _ = _timer.Change(s_kept, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void Clear()
    {
        lock (_shops)
        {
            _shops.Clear();
        }
    }
}
