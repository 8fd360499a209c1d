using System.Text;

namespace MerchantStudio.Core.Storage.Columns;

/// <summary>Texts of a column file by index, decoded when asked for. Valid as long as the file is open.</summary>
public sealed class StringTable
{
    private readonly ColumnFile _file;
    private readonly string _bytes;
    private readonly string _ends;

    internal StringTable(ColumnFile file, string name)
    {
        (_file, _bytes, _ends) = (file, name + ".utf8", name + ".ends");
        Count = Math.Max(0, file.Column<long>(_ends).Length - 1);
    }

    public int Count { get; }

    /// <summary>The text at an index; what was absent when written comes back empty.</summary>
    public string this[int index] => Encoding.UTF8.GetString(Utf8(index));

    /// <summary>The text's UTF-8 bytes, in place.</summary>
    public ReadOnlySpan<byte> Utf8(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
        var ends = _file.Column<long>(_ends);
        return _file.Bytes(_bytes, ends[index], checked((int)(ends[index + 1] - ends[index])));
    }

    /// <summary>
    /// Index of a text in a table that is sorted by UTF-8 bytes; -1 when it is not there.
    /// </summary>
    public int FindSorted(string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text).AsSpan();
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var order = Utf8(middle).SequenceCompareTo(wanted);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }
}
