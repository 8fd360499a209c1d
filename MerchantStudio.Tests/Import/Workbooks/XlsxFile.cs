using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace MerchantStudio.Tests.Import.Workbooks;

/// <summary>Writes the smallest workbooks that Excel would open: sheets of texts, numbers, flags and times.</summary>
internal static class XlsxFile
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>A number that is shown with leading zeros to this many digits.</summary>
    public sealed record Padded(double Value);

    public static byte[] Of(params (string Name, object?[][] Rows)[] sheets) => Write([.. sheets.Select(sheet => (sheet.Name, SheetXml(sheet.Rows), IsHidden: false))]);

    public static byte[] Write(IReadOnlyList<(string Name, string Xml, bool IsHidden)> sheets, params (string Path, string Content)[] more)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(archive, "[Content_Types].xml", """
                <?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>
                """);
            Put(archive, "_rels/.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            var names = string.Concat(sheets.Select((sheet, i) =>
                $"""<sheet name="{SecurityElement.Escape(sheet.Name)}" sheetId="{i + 1}" {(sheet.IsHidden ? "state=\"hidden\"" : "")} r:id="rId{i + 1}"/>"""));
            Put(archive, "xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets>{names}</sheets></workbook>""");
            var targets = string.Concat(sheets.Select((_, i) => $"""<Relationship Id="rId{i + 1}" Type="{Relations}/worksheet" Target="worksheets/sheet{i + 1}.xml"/>"""));
            var shared = more.Any(part => part.Path == "xl/sharedStrings.xml") ? $"""<Relationship Id="rIdT" Type="{Relations}/sharedStrings" Target="sharedStrings.xml"/>""" : "";
            Put(archive, "xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{targets}{shared}<Relationship Id="rIdS" Type="{Relations}/styles" Target="styles.xml"/></Relationships>""");
            // Style 1 is a date with a time, style 2 a date, style 3 a number with leading zeros.
            Put(archive, "xl/styles.xml", $"""
                <styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="000000"/></numFmts><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders>
                <cellStyleXfs><xf/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>
                """);
            for (var i = 0; i < sheets.Count; i++)
            {
                Put(archive, $"xl/worksheets/sheet{i + 1}.xml", sheets[i].Xml);
            }

            foreach (var (path, content) in more)
            {
                Put(archive, path, content);
            }
        }

        return bytes.ToArray();
    }

    public static string SheetXml(object?[][] rows)
    {
        var xml = new StringBuilder($"""<worksheet xmlns="{Main}"><sheetData>""");
        for (var row = 0; row < rows.Length; row++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"""<row r="{row + 1}">""");
            for (var column = 0; column < rows[row].Length; column++)
            {
                xml.Append(Cell($"{ColumnName(column)}{row + 1}", rows[row][column]));
            }

            xml.Append("</row>");
        }

        return xml.Append("</sheetData></worksheet>").ToString();
    }

    private static string Cell(string place, object? value) => value switch
    {
        null => "",
        string text => $"""<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{SecurityElement.Escape(text)}</t></is></c>""",
        bool flag => $"""<c r="{place}" t="b"><v>{(flag ? 1 : 0)}</v></c>""",
        DateTime time => $"""<c r="{place}" s="{(time.TimeOfDay == TimeSpan.Zero ? 2 : 1)}"><v>{time.ToOADate().ToString("R", CultureInfo.InvariantCulture)}</v></c>""",
        Padded padded => $"""<c r="{place}" s="3"><v>{padded.Value.ToString("R", CultureInfo.InvariantCulture)}</v></c>""",
        _ => $"""<c r="{place}"><v>{Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture)}</v></c>""",
    };

    private static string ColumnName(int column) => column < 26 ? ((char)('A' + column)).ToString() : ColumnName((column / 26) - 1) + (char)('A' + (column % 26));

    private static void Put(ZipArchive archive, string path, string content)
    {
        using var writer = new StreamWriter(archive.CreateEntry(path, CompressionLevel.Fastest).Open());
        writer.Write(content);
    }
}
