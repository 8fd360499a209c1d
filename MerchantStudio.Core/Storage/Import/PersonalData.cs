using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace MerchantStudio.Core.Storage.Import;

/// <summary>Names and e-mails that the owner opted in to keeping, encrypted at rest with ASP.NET Core data protection.</summary>
public sealed class PersonalData(IDataProtectionProvider provider)
{
    private readonly IDataProtector _protector = provider.CreateProtector("MerchantStudio.PersonalData.v1");

    public string Protect(string clear) => _protector.Protect(clear);

    /// <summary>The clear text; null when there is none or when its key is no longer there.</summary>
    public string? Reveal(string? stored)
    {
        try
        {
            return stored is null ? null : _protector.Unprotect(stored);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
