namespace MerchantStudio.Core.Domain;

/// <summary>Turns an e-mail, phone number or name into a customer key that cannot be turned back.</summary>
public interface ICustomerKeyProtector
{
    /// <summary>The pseudonym of an identity; the same identity always gets the same one. Safe to call from several threads.</summary>
    string Protect(string raw);
}
