using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Csv;
using MerchantStudio.Core.Import.Values;

namespace MerchantStudio.Core.Import.Rows;

/// <summary>
/// Reads the cells of one row by what they mean. The first thing wrong is remembered in <see cref="Fault"/> and reading
/// goes on, so that a mapper reads everything and asks once. One per thread.
/// </summary>
internal sealed class CellReader
{
    // No shop sold online before, and a clock that runs a day ahead is the worst that honest data shows.
    private static readonly DateTime s_earliest = new(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly ImportPlan _plan;
    private readonly ShopClock _clock;
    private readonly DateTime _latest;
    private readonly byte[][] _emptyMarkers;
    private readonly KeyPool _keys = new();
    private readonly KeyPool _words = new();
    private readonly KeyPool _customers;
    private CsvBlock? _block;
    private int _record;
    private int _part;
    private int _parts = 1;
    private RowMark? _mark;
    private readonly bool _guarded;
    private readonly (byte[] From, byte[] To)[]?[] _rules;

    public CellReader(ImportPlan plan, ImportShop shop, BoundColumns columns, DateTime latestUtc)
    {
        _plan = plan;
        _latest = latestUtc;
        Columns = columns;
        ShopCurrency = shop.Currency;
        _guarded = plan.Corrects is not null;
        _rules = new (byte[], byte[])[]?[columns.Names.Count];
        foreach (var (column, rules) in columns.Rules)
        {
            _rules[column] = rules;
        }

        Currency = plan.Mapping.Currency ?? shop.Currency;
        _clock = new ShopClock(TimeZoneInfo.FindSystemTimeZoneById(plan.Mapping.TimeZoneId ?? shop.TimeZoneId));
        _emptyMarkers = [.. plan.Mapping.EmptyMarkers.Select(Encoding.UTF8.GetBytes)];
        var isPersonal = plan.Mapping.CustomerIsPersonal;
        _customers = new KeyPool(key => isPersonal || CustomerIdentity.IsPersonal(key) ? shop.CustomerKeys.Protect(key) : key);
    }

    public BoundColumns Columns { get; }

    /// <summary>The currency of rows that name none.</summary>
    public string Currency { get; }

    /// <summary>Whether every customer's key of the file is to be made a pseudonym.</summary>
    public bool CustomersArePersonal => _plan.Mapping.CustomerIsPersonal;

    public string ShopCurrency { get; }

    public RowFault? Fault { get; private set; }

    /// <summary>The place that a corrected row brings along; null in other files.</summary>
    public RowMark? Mark => Columns.MarkColumn < 0 ? null : _mark ??=
        OwnColumns.ReadMark(Encoding.UTF8.GetString(_block!.Cell(_record, Columns.MarkColumn)))?.Mark;

    public void Begin(CsvBlock block, int record)
    {
        _block = block;
        _record = record;
        _parts = 1;
        _mark = null;
        Fault = null;
    }

    /// <summary>Forgets the row before.</summary>
    public void Leave() => _record = -1;

    /// <summary>Whether it stands at a row that was found sound enough to be read.</summary>
    public bool IsAt(int record) => _record == record;

    /// <summary>From now on, a cell that holds that many parts between semicolons is read as one of them.</summary>
    public void SetPart(int part, int parts) => (_part, _parts) = (part, parts);

    /// <summary>The cell without blanks around it; empty when the file has no such column or the cell means "nothing".</summary>
    public ReadOnlySpan<byte> Cell(ImportField field) => Columns[field] is >= 0 and var column ? CellAt(column) : default;

    public bool IsBlank(ImportField field) => Cell(field).IsEmpty;

    public string? Key(ImportField field)
    {
        var key = KeyCell(field);
        return key.IsEmpty ? null : _keys.Get(key);
    }

    public string RequiredKey(ImportField field) => Key(field) ?? Required(field);

    /// <summary>The customer's key: as written when it is an opaque number, else its pseudonym.</summary>
    public string? Customer(ImportField field = ImportField.CustomerId)
    {
        var key = KeyCell(field);
        return key.IsEmpty ? null : _customers.Get(key);
    }

    /// <summary>A word out of few, such as a country or a category; the same string each time.</summary>
    public string? Word(ImportField field)
    {
        var cell = Cell(field);
        return cell.IsEmpty ? null : _words.Get(cell);
    }

    public string? Text(ImportField field)
    {
        var cell = Cell(field);
        return cell.IsEmpty ? null : Encoding.UTF8.GetString(cell);
    }

    public ScaledNumber? Number(ImportField field)
    {
        var cell = Cell(field);
        if (cell.IsEmpty)
        {
            return null;
        }

        if (NumberText.TryParse(cell, _plan.Values.DecimalComma, out var number))
        {
            return number;
        }

        Fail(RowReasons.BadNumber, field, cell);
        return null;
    }

    public long? Minor(ImportField field, string currency) =>
        Number(field) is { } number ? Fitting(number.ToMinor(Currencies.MinorDigits(currency)), field) : null;

    /// <summary>The amount, or a fault when it was too large to hold.</summary>
    public long Fitting(long? minor, ImportField field)
    {
        if (minor is null)
        {
            Fail(RowReasons.NumberTooLarge, field, Cell(field));
        }

        return minor ?? 0;
    }

    public DateTime? Time(ImportField field)
    {
        var cell = Cell(field);
        if (cell.IsEmpty)
        {
            return null;
        }

        var fault = DateText.TryParse(cell, _plan.Values.MonthFirst, out var written);
        if (fault != DateFault.None)
        {
            Fail(fault == DateFault.Nonexistent ? RowReasons.NonexistentDate : RowReasons.BadDate, field, cell);
            return null;
        }

        if (_clock.ToUtc(written) is { } utc && utc >= s_earliest && utc <= _latest)
        {
            return utc;
        }

        Fail(RowReasons.ImplausibleDate, field, cell);
        return null;
    }

    public DateTime RequiredTime(ImportField field)
    {
        var time = Time(field);
        if (time is null)
        {
            Fail(RowReasons.MissingValue, field);
        }

        return time.GetValueOrDefault();
    }

    public bool? Flag(ImportField field) => FlagText.Parse(Cell(field));

    public string CurrencyOf(ImportField field)
    {
        var cell = Cell(field);
        if (cell.IsEmpty)
        {
            return Currency;
        }

        var code = _words.Get(cell);
        if (Currencies.IsCode(code))
        {
            return code;
        }

        var upper = code.ToUpperInvariant();
        if (!Currencies.IsCode(upper))
        {
            Fail(RowReasons.BadCurrency, field, cell);
        }

        return upper;
    }

    /// <summary>The kept columns that have something in them; null when none has.</summary>
    public Dictionary<string, string>? Attributes()
    {
        Dictionary<string, string>? attributes = null;
        foreach (var column in Columns.Kept)
        {
            var cell = CellAt(column);
            if (!cell.IsEmpty)
            {
                attributes ??= new Dictionary<string, string>(StringComparer.Ordinal);
                attributes[Columns.Names[column]] = _words.Get(cell);
            }
        }

        return attributes;
    }

    public void Fail(string reason, ImportField? field, ReadOnlySpan<byte> value = default)
    {
        var name = field is { } known && Columns.Has(known) ? Columns.Names[Columns[known]] : null;
        Fault ??= new RowFault(reason, name, value.IsEmpty ? null : Encoding.UTF8.GetString(value[..Math.Min(value.Length, 200)]));
    }

    private string Required(ImportField field)
    {
        Fail(RowReasons.MissingValue, field);
        return "";
    }

    /// <summary>The bytes that <see cref="Key"/> makes a string of; empty for none.</summary>
    public ReadOnlySpan<byte> KeyCell(ImportField field)
    {
        var column = Columns[field];
        if (column < 0)
        {
            return default;
        }

        var key = KeyText.Clean(CellAt(column));
        if (KeyText.IsRounded(key))
        {
            Fail(RowReasons.RoundedId, field, key);
        }

        return Columns.EndsWithPointZero(column) && KeyText.HasPointZero(key) ? key[..^2] : key;
    }

    /// <summary>The cell of a column, as <see cref="Cell"/> gives it.</summary>
    public ReadOnlySpan<byte> CellAt(int column)
    {
        var cell = _block!.Cell(_record, column);
        cell = _parts == 1 ? cell : PartOf(cell);
        if (cell.IsEmpty)
        {
            return cell;
        }

        cell = cell[0] > (byte)' ' && cell[^1] > (byte)' ' ? cell : cell.Trim(" \t\r\n"u8);
        cell = _guarded ? Unguarded(cell) : cell;
        foreach (var (from, to) in _rules[column] ?? [])
        {
            if (cell.SequenceEqual(from))
            {
                return to;
            }
        }

        foreach (var marker in _emptyMarkers)
        {
            if (cell.SequenceEqual(marker))
            {
                return default;
            }
        }

        return cell;
    }

    private static ReadOnlySpan<byte> Unguarded(ReadOnlySpan<byte> cell) =>
        cell[0] == (byte)'\'' ? Encoding.UTF8.GetBytes(OwnColumns.Unguard(Encoding.UTF8.GetString(cell))) : cell;

    /// <summary>Of these fields, those that the file has a column for and this row leaves empty; null for none.</summary>
    public IReadOnlyList<ImportField>? Cleared(ReadOnlySpan<ImportField> fields)
    {
        List<ImportField>? cleared = null;
        foreach (var field in fields)
        {
            if (_plan.Mapping.EmptyClears && Columns.Has(field) && IsBlank(field))
            {
                (cleared ??= []).Add(field);
            }
        }

        return cleared;
    }

    /// <summary>The cells of these fields that are not empty, with their columns.</summary>
    public List<(int Column, string Text)> Filled(ReadOnlySpan<ImportField> fields)
    {
        var filled = new List<(int, string)>();
        foreach (var field in fields)
        {
            if (Text(field) is { } text)
            {
                filled.Add((Columns[field], text));
            }
        }

        return filled;
    }

    private ReadOnlySpan<byte> PartOf(ReadOnlySpan<byte> cell)
    {
        if (cell.Count((byte)';') != _parts - 1)
        {
            return cell;
        }

        for (var i = 0; i < _part; i++)
        {
            cell = cell[(cell.IndexOf((byte)';') + 1)..];
        }

        var end = cell.IndexOf((byte)';');
        return end < 0 ? cell : cell[..end];
    }
}
