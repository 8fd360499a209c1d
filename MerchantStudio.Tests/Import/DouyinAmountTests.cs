using System.Globalization;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Import;

/// <summary>What a Douyin file calls 商品金额 is a piece's price in some files and the line's amount in others.</summary>
public sealed class DouyinAmountTests
{
    private const string Header = "主订单编号,子订单编号,选购商品,商品数量,商品金额,订单应付金额,订单提交时间,订单状态\n";

    [Theory]
    [InlineData("27.00", "78.50", 8100)]
    [InlineData("81.00", "78.50", 8100)]
    [InlineData("27.00", "", 2700)]
    public async Task Read_ARowOfThreePieces_TakesTheAmountForWhatWasPayable(string amount, string payable, long revenue)
    {
        var text = new System.Text.StringBuilder(Header);
        for (var row = 1; row <= 3; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row},{row},木勺,3,{amount},{payable},2025-05-01 12:00:00,已完成\n");
        }

        var result = await new ImportProbe { Currency = "CNY" }.ReadAsync(text.ToString());

        result.Inspection.Preset.ShouldBe("douyin-orders");
        result.Lines.Count().ShouldBe(3);
        result.Lines.ShouldAllBe(line => line.TotalMinor == revenue && line.Quantity == 3);
    }
}
