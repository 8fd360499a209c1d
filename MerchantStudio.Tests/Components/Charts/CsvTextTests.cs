using MerchantStudio.Components.Charts;

namespace MerchantStudio.Tests.Components.Charts;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+44 20", "'+44 20")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("tea", "tea")]
    [InlineData("", "")]
    public void Write_TextThatASpreadsheetWouldRun_IsQuotedOff(string cell, string expected) =>
        Line(CsvText.Write(["Name"], [[cell]]), 1).ShouldBe(expected);

    [Fact]
    public void Write_NumbersBelowZero_StayNumbers() =>
        Line(CsvText.Write(["Amount"], [[-12.5, -3L]]), 1).ShouldBe("-12.5,-3");

    [Fact]
    public void Write_CommasQuotesAndLineBreaks_AreQuoted() =>
        CsvText.Write(["Name"], [["a,\"b\"\nc"]]).ShouldEndWith("\"a,\"\"b\"\"\nc\"\r\n");

    [Fact]
    public void Write_AnyTable_StartsWithAByteOrderMark() => CsvText.Write(["A"], [])[0].ShouldBe('\uFEFF');

    private static string Line(string csv, int index) => csv.TrimStart('\uFEFF').Split("\r\n")[index];
}
