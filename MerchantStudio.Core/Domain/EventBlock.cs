using System.Collections;

namespace MerchantStudio.Core.Domain;

/// <summary>Columns of events that hold texts. The first ten are recorded as texts and never renumbered.</summary>
internal enum EventText
{
    Name,
    Customer,
    Visitor,
    Product,
    Order,
    Category,
    Country,
    Source,
    Device,
    Value,

    /// <summary>Recorded as a hash.</summary>
    Session,

    /// <summary>The event's own id, where the file has one; recorded as a hash.</summary>
    Key,
}

/// <summary>
/// Events of consecutive rows, a column each, texts as codes into the block's own tables: nothing is allocated per row,
/// and whoever looks a text up does so once per block. Every text of a table stands in at least one row. As a list it
/// shows the same events as records.
/// </summary>
internal sealed class EventBlock : IReadOnlyList<ImportedRow>
{
    /// <summary>Price of an event that has none.</summary>
    public const long NoPrice = long.MinValue;

    /// <summary>The file's own columns that are kept beside the known ones.</summary>
    public const int MostOwn = 8;

    private const int TextColumns = (int)EventText.Key + 1 + MostOwn;

    private readonly Utf8Table?[] _texts = new Utf8Table?[TextColumns];
    private readonly int[]?[] _codes = new int[]?[TextColumns];
    private readonly bool[] _isUsed = new bool[TextColumns];
    private readonly Action<EventBlock>? _unused;
    private int _capacity;

    /// <param name="unused">Takes the block back when its last reader has done with it.</param>
    public EventBlock(Action<EventBlock>? unused = null) => _unused = unused;

    public int Count { get; private set; }

    /// <summary>What the own columns are called, in order; at most <see cref="MostOwn"/>.</summary>
    public IReadOnlyList<string> OwnNames { get; private set; } = [];

    /// <summary>1-based numbers of the rows in the file.</summary>
    public long[] RowNumbers { get; private set; } = [];

    /// <summary>Identity of each event: equal when the event is the same.</summary>
    public long[] Keys { get; private set; } = [];

    /// <summary>Ticks, UTC.</summary>
    public long[] Ticks { get; private set; } = [];

    public double[] Quantities { get; private set; } = [];

    /// <summary>Minor units; <see cref="NoPrice"/> for none.</summary>
    public long[] Prices { get; private set; } = [];

    public ImportedRow this[int index] => ToRow(index);

    /// <summary>The same events as a block; the very same when they are one.</summary>
    public static EventBlock Of(IReadOnlyList<ImportedRow> rows)
    {
        if (rows is EventBlock already)
        {
            return already;
        }

        var block = new EventBlock();
        block.Clear(rows.Count, [.. rows.SelectMany(row => row.Attributes?.Keys ?? []).Distinct(StringComparer.Ordinal).Take(MostOwn)]);
        foreach (var row in rows)
        {
            block.Add(row as EventRow ?? throw new InvalidOperationException($"A batch of events holds a {row.GetType().Name}."));
        }

        return block;
    }

    /// <summary>The column of the own column with this number.</summary>
    public static EventText Own(int number) => EventText.Key + 1 + number;

    /// <summary>Empties it and makes room.</summary>
    public void Clear(int capacity, IReadOnlyList<string>? ownNames = null)
    {
        for (var column = 0; column < TextColumns; column++)
        {
            if (_isUsed[column])
            {
                _texts[column]!.Clear();
                _isUsed[column] = false;
            }
        }

        if (_capacity < capacity)
        {
            _capacity = capacity + (capacity / 4);
            (RowNumbers, Keys, Ticks) = (new long[_capacity], new long[_capacity], new long[_capacity]);
            (Quantities, Prices) = (new double[_capacity], new long[_capacity]);
            Array.Clear(_codes);
        }

        (Count, OwnNames) = (0, ownNames ?? []);
    }

    /// <summary>Gives the block back for another piece of the file; nobody may use it any more.</summary>
    public void Release() => _unused?.Invoke(this);

    /// <summary>Per row: code into <see cref="Texts"/>, -1 for none; empty when no row has such a text.</summary>
    public ReadOnlySpan<int> Codes(EventText column) => _isUsed[(int)column] ? _codes[(int)column].AsSpan(0, Count) : [];

    /// <summary>The different texts of a column.</summary>
    public Utf8Table Texts(EventText column) => _texts[(int)column] ??= new Utf8Table();

    /// <summary>Begins an event; its texts and <see cref="End"/> complete it.</summary>
    public void Begin(long rowNumber, long ticks, double quantity, long price)
    {
        (RowNumbers[Count], Ticks[Count], Quantities[Count], Prices[Count]) = (rowNumber, ticks, quantity, price);
        for (var column = 0; column < TextColumns; column++)
        {
            if (_isUsed[column])
            {
                _codes[column]![Count] = -1;
            }
        }
    }

    /// <summary>Gives the event at hand a text; nothing for an empty one.</summary>
    public void Set(EventText column, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
        {
            UsedCodes(column)[Count] = _texts[(int)column]!.CodeOf(text);
        }
    }

    /// <summary>Ends the event at hand: it is identified by its own id or, without one, by all that it says.</summary>
    public void End()
    {
        Keys[Count] = (long)(HashAt(EventText.Key) is not 0 and var own ? own : Identity());
        Count++;
    }

    public IEnumerator<ImportedRow> GetEnumerator()
    {
        for (var row = 0; row < Count; row++)
        {
            yield return ToRow(row);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Add(EventRow row)
    {
        Begin(row.RowNumber, row.OccurredUtc.Ticks, row.Quantity, row.PriceMinor ?? NoPrice);
        Set(EventText.Name, row.Name);
        Set(EventText.Customer, row.CustomerKey);
        Set(EventText.Visitor, row.VisitorKey);
        Set(EventText.Product, row.ProductKey);
        Set(EventText.Order, row.OrderKey);
        Set(EventText.Category, row.Category);
        Set(EventText.Country, row.Country);
        Set(EventText.Source, row.Source);
        Set(EventText.Device, row.Device);
        Set(EventText.Value, row.Value);
        Set(EventText.Session, row.SessionKey);
        Set(EventText.Key, row.EventKey);
        for (var own = 0; row.Attributes is not null && own < OwnNames.Count; own++)
        {
            Set(Own(own), row.Attributes.GetValueOrDefault(OwnNames[own]));
        }
        End();
    }

    private void Set(EventText column, string? text)
    {
        if (text is not null)
        {
            UsedCodes(column)[Count] = _texts[(int)column]!.CodeOf(text);
        }
    }

    private int[] UsedCodes(EventText column)
    {
        var codes = _codes[(int)column] ??= new int[_capacity];
        if (!_isUsed[(int)column])
        {
            _isUsed[(int)column] = true;
            _ = Texts(column);
            codes.AsSpan(0, Count).Fill(-1);
        }

        return codes;
    }

    // 64 bits: among ten million events the chance that any two different ones meet is three in a million.
    private ulong Identity()
    {
        var hash = StableHash.Combine(0x9E3779B97F4A7C15, (ulong)Ticks[Count]);
        for (var column = EventText.Name; column <= EventText.Order; column++)
        {
            hash = StableHash.Combine(hash, HashAt(column));
        }

        return StableHash.Combine(StableHash.Combine(hash, HashAt(EventText.Value)), HashAt(EventText.Session));
    }

    private ulong HashAt(EventText column) =>
        _isUsed[(int)column] && _codes[(int)column]![Count] is >= 0 and var code ? _texts[(int)column]!.HashOf(code) : 0;

    private string? TextAt(EventText column, int row) => Codes(column) is { IsEmpty: false } codes && codes[row] >= 0 ? Texts(column).TextOf(codes[row]) : null;

    private EventRow ToRow(int row) => new()
    {
        RowNumber = RowNumbers[row],
        EventKey = TextAt(EventText.Key, row) ?? Keys[row].ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
        Name = TextAt(EventText.Name, row)!,
        OccurredUtc = new DateTime(Ticks[row], DateTimeKind.Utc),
        CustomerKey = TextAt(EventText.Customer, row),
        VisitorKey = TextAt(EventText.Visitor, row),
        SessionKey = TextAt(EventText.Session, row),
        ProductKey = TextAt(EventText.Product, row),
        OrderKey = TextAt(EventText.Order, row),
        Quantity = Quantities[row],
        PriceMinor = Prices[row] == NoPrice ? null : Prices[row],
        Category = TextAt(EventText.Category, row),
        Country = TextAt(EventText.Country, row),
        Source = TextAt(EventText.Source, row),
        Device = TextAt(EventText.Device, row),
        Value = TextAt(EventText.Value, row),
        Attributes = Attributes(row),
    };

    private Dictionary<string, string>? Attributes(int row)
    {
        Dictionary<string, string>? attributes = null;
        for (var own = 0; own < OwnNames.Count; own++)
        {
            if (TextAt(Own(own), row) is { } text)
            {
                (attributes ??= new Dictionary<string, string>(StringComparer.Ordinal))[OwnNames[own]] = text;
            }
        }
        return attributes;
    }
}
