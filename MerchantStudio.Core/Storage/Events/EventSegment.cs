using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Storage.Events;

/// <summary>One batch's events. Columns are read group by group into the caller's memory.</summary>
internal sealed class EventSegment : IDisposable
{
    private readonly ColumnFile _file;

    private EventSegment(ColumnFile file) => _file = file;

    /// <summary>Row count of each group.</summary>
    public ReadOnlySpan<int> Groups => _file.Column<int>(EventColumns.Groups);

    /// <exception cref="ColumnFileException">The file is missing or damaged.</exception>
    public static EventSegment Open(string path) => new(ColumnFile.Open(path));

    /// <summary>Hash of a session's key; 0 for none.</summary>
    public static long SessionHash(string? key) => key is null ? 0 : SessionHash(StableHash.Of(Encoding.UTF8.GetBytes(key)));

    /// <param name="hash">Hash of the key's UTF-8 bytes.</param>
    public static long SessionHash(ulong hash) => hash == 0 ? 1 : (long)hash;

    /// <summary>The different texts of a coded column.</summary>
    public StringTable Texts(EventText column) => _file.Strings(EventColumns.Coded[(int)column]);

    /// <summary>Names of the own columns; none in a segment that was written before there were any.</summary>
    public IReadOnlyList<string> OwnNames => _file.HasStrings(EventColumns.OwnNames) && _file.Strings(EventColumns.OwnNames) is var names
        ? [.. Enumerable.Range(0, names.Count).Select(i => names[i])]
        : [];

    /// <summary>The different texts of an own column.</summary>
    public StringTable OwnTexts(int number) => _file.Strings(EventColumns.Own[number]);

    /// <summary>Reads a column of a group; false, and nothing read, when the group does not have it.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="group">Number of the group.</param>
    /// <param name="destination">As long as the group has rows.</param>
    public bool Read<T>(string column, int group, Span<T> destination)
        where T : unmanaged => _file.Read(EventColumns.InGroup(column, group), destination);

    public void Dispose() => _file.Dispose();
}
