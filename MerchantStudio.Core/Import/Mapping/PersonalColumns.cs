using MerchantStudio.Core.Import.Recognition;

namespace MerchantStudio.Core.Import.Mapping;

/// <summary>Recognises by its header a column that says who a person is or where they live. Such columns are never kept as attributes.</summary>
internal static class PersonalColumns
{
    private static readonly string[] s_parts =
    [
        "email", "e-mail", "phone", "mobile", "telephone", "street", "address", "zip", "postcode", "postal", "first name", "last name",
        "full name", "billing name", "shipping name", "billing company", "shipping company", "customer name", "buyer name", "recipient",
        "birthday", "ip address", "note attributes", "payment reference", "payment id", "device id", "receipt number",
        "邮箱", "电话", "手机", "地址", "姓名", "收货人", "收件人", "支付宝账号", "身份证", "留言", "备注", "发票抬头", "街道",
    ];

    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal)
    {
        "notes", "note", "name", "customer", "company", "nickname", "买家", "会员名", "买家会员名", "客户姓名", "下单帐号",
    };

    public static bool IsPersonal(string header)
    {
        var name = HeaderText.Normalise(header).Replace('_', ' ');
        return s_names.Contains(name) || s_parts.Any(part => name.Contains(part, StringComparison.Ordinal));
    }
}
