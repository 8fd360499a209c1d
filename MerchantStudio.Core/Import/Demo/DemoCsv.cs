using System.Globalization;

namespace MerchantStudio.Core.Import.Demo;

/// <summary>Writes the rows of one demo file.</summary>
internal sealed class DemoCsv : IDisposable
{
    private readonly StreamWriter _writer;

    public DemoCsv(string path, params ReadOnlySpan<string> header)
    {
        _writer = new StreamWriter(path) { NewLine = "\n" };
        Write(header);
    }

    public static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Money(long minor) => (minor / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    public void Write(params ReadOnlySpan<string> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
            {
                _writer.Write(',');
            }

            _writer.Write(cells[i].AsSpan().ContainsAny(",\"\n") ? $"\"{cells[i].Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cells[i]);
        }

        _writer.WriteLine();
    }

    public void Dispose() => _writer.Dispose();
}
