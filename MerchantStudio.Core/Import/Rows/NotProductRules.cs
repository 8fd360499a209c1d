using MerchantStudio.Core.Domain;


namespace MerchantStudio.Core.Import.Rows;

/// <summary>
/// Tells postage, fees, discounts, vouchers and adjustments that are sold like products from products. The one place
/// where this is stated: by code, by start of the code, or by the whole title; the owner's lists in the mapping win.
/// </summary>
internal sealed class NotProductRules(ColumnMapping mapping)
{
    // The same codes come again and again; a file with more of them than this is not worth remembering.
    private const int MostRemembered = 100_000;

    private static readonly HashSet<string> s_codes = new(StringComparer.OrdinalIgnoreCase)
    {
        "POST", "POSTAGE", "DOT", "C2", "D", "M", "S", "B", "BANK CHARGES", "AMAZONFEE", "CRUK", "SHIPPING", "DISCOUNT", "FEE", "TIP", "ADJUST",
        "ADJUST2", "SAMPLES", "MANUAL", "order", "shipping-fee", "gift-card", "giftcard", "yunfei", "运费", "邮费", "补差价",
    };

    private static readonly string[] s_codeStarts = ["gift_0001", "giftcard-", "voucher-", "TEST0"];

    private static readonly HashSet<string> s_titles = new(StringComparer.OrdinalIgnoreCase)
    {
        "postage", "dotcom postage", "carriage", "next day carriage", "packing charge", "shipping", "shipping fee", "shipping cost", "delivery",
        "delivery fee", "delivery charge", "express delivery", "discount", "coupon", "voucher", "gift voucher", "gift card", "e-gift card",
        "manual", "bank charges", "amazon fee", "handling fee", "service fee", "payment fee", "samples", "tip", "donation", "adjust bad debt",
        "cruk commission", "insurance", "shipping insurance", "gift wrap", "gift wrapping",
        "运费", "邮费", "快递费", "补运费", "补邮费", "补差价", "邮费补差", "运费补差价", "差价", "补差价专拍", "优惠券", "礼品卡", "手续费", "服务费", "运费险", "打赏", "包装费",
    };

    private static readonly int s_longestTitle = s_titles.Max(title => title.Length);

    private readonly HashSet<string> _never = new(mapping.NotProducts, StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _always = new(mapping.AreProducts, StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, bool> _ofCode = new(StringComparer.Ordinal);

    public bool IsProduct(string code, string? title)
    {
        if (!_ofCode.TryGetValue(code, out var byCode))
        {
            byCode = IsProductCode(code);
            if (_ofCode.Count < MostRemembered)
            {
                _ofCode[code] = byCode;
            }
        }

        return byCode && (title is null || title.Length > s_longestTitle || !s_titles.Contains(title) || _always.Contains(code));
    }

    private bool IsProductCode(string code)
    {
        if (_always.Count > 0 && _always.Contains(code))
        {
            return true;
        }

        return !_never.Contains(code)
            && !s_codes.Contains(code)
            && !Array.Exists(s_codeStarts, start => code.StartsWith(start, StringComparison.OrdinalIgnoreCase));
    }
}
