namespace MerchantStudio.Core.Domain;

/// <summary>
/// Turns whatever identifies a person (e-mail, phone, name, account nick) into a pseudonym: the same text gives the
/// same pseudonym on this installation and a different one on every other. It cannot be turned back. Safe to call from several threads.
/// </summary>
public interface ICustomerKeyProtector
{
    /// <param name="raw">The text as the file or a search box has it; surrounding blanks and letter case do not matter.</param>
    /// <returns>24 characters, the first two being <c>p_</c>.</returns>
    string Protect(string raw);
}
