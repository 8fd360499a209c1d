using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Storage.Events;

/// <summary>One batch's events, memory-mapped. Columns that a group does not have come back empty.</summary>
internal sealed class EventSegment : IDisposable
{
    private readonly ColumnFile _file;

    private EventSegment(ColumnFile file) => _file = file;

    /// <summary>Row count of each group.</summary>
    public ReadOnlySpan<int> Groups => _file.Column<int>(EventColumns.Groups);

    /// <exception cref="ColumnFileException">The file is missing or damaged.</exception>
    public static EventSegment Open(string path) => new(ColumnFile.Open(path));

    /// <summary>Hash of a session's key; 0 for none.</summary>
    public static long SessionHash(string? key) => key is null ? 0 : StableHash.Of(key) is not 0 and var hash ? (long)hash : 1;

    /// <summary>The different texts of a coded column.</summary>
    public StringTable Texts(EventCode column) => _file.Strings(EventColumns.Coded[(int)column]);

    public ReadOnlySpan<int> Codes(EventCode column, int group) => Column<int>(EventColumns.Coded[(int)column], group);

    public ReadOnlySpan<T> Column<T>(string column, int group)
        where T : unmanaged => _file.Column<T>(EventColumns.InGroup(column, group));

    public void Dispose() => _file.Dispose();
}
