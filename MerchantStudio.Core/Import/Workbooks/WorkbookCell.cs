using System.Globalization;
using ExcelDataReader;

namespace MerchantStudio.Core.Import.Workbooks;

/// <summary>A cell of a workbook as a text file would have it.</summary>
internal static class WorkbookCell
{
    // Excel keeps fifteen digits of a number; a longer id has lost its last ones.
    private const double LastWhole = 1e15;

    public static string Text(IExcelDataReader reader, int column) => reader.GetValue(column) switch
    {
        null => "",
        string text => text,
        double number => Number(number, reader.GetNumberFormatString(column)),
        bool flag => flag ? "TRUE" : "FALSE",
        DateTime time => time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString() ?? "",
    };

    /// <summary>
    /// The number in plain digits. One that is too long to be exact is written as Excel would show it, so that an id is
    /// recognised as damaged instead of being taken for another one.
    /// </summary>
    private static string Number(double number, string? format)
    {
        if (!double.IsFinite(number))
        {
            return number.ToString(CultureInfo.InvariantCulture);
        }

        if (Math.Abs(number) >= LastWhole)
        {
            return number.ToString("0.#####E+0", CultureInfo.InvariantCulture);
        }

        // A code such as 00123 is kept as a number that is shown with its zeros.
        var isPadded = format is { Length: > 1 and <= 15 } && format.All(letter => letter == '0') && number >= 0 && number == Math.Floor(number);
        return isPadded
            ? ((long)number).ToString(format, CultureInfo.InvariantCulture)
            : ((decimal)number).ToString(CultureInfo.InvariantCulture);
    }
}
