using System.Globalization;
using System.Reflection;
using Xunit.v3;

namespace MerchantStudio.Tests.Support;

/// <summary>Runs tests as a reader of one culture would see them.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class UseCultureAttribute(string name) : BeforeAfterTestAttribute
{
    private CultureInfo? _culture;
    private CultureInfo? _words;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        (_culture, _words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(name);
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test) =>
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_culture!, _words!);
}
