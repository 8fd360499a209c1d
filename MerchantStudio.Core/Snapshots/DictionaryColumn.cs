using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Snapshots;

/// <summary>A column of texts, stored as codes into a table of the different ones.</summary>
public sealed class DictionaryColumn
{
    private readonly ColumnFile _file;
    private readonly string _codes;

    internal DictionaryColumn(ColumnFile file, string name)
    {
        (_file, _codes) = (file, SnapshotSections.Codes(name));
        Names = file.Strings(name);
    }

    /// <summary>Per row or entry: index into <see cref="Names"/>, -1 where there is none.</summary>
    public ReadOnlySpan<int> Codes => _file.Column<int>(_codes);

    /// <summary>The different texts, in the order in which they were first seen.</summary>
    public StringTable Names { get; }

    /// <summary>The text of a row or entry; null where there is none.</summary>
    public string? this[int index] => Codes[index] is >= 0 and var code ? Names[code] : null;
}

/// <summary>Further columns that rows may have.</summary>
public enum RowAttribute
{
    Country,
    Source,
    Device,

    /// <summary>Category that the event itself names.</summary>
    Category,

    /// <summary>Search words or page address.</summary>
    Value,
}
