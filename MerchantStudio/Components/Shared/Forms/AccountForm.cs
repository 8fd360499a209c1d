using MerchantStudio.Access;

namespace MerchantStudio.Components.Shared.Forms;

/// <summary>The fields of a new account.</summary>
public class AccountForm
{
    public string? Email { get; set; }
    public string? DisplayName { get; set; }
    public string? Password { get; set; }
    public string? Repeated { get; set; }

    /// <summary>Resource keys of what is missing; the rest is checked by those who keep the account.</summary>
    public IEnumerable<string> Check()
    {
        if (string.IsNullOrWhiteSpace(Email) || !Email.Contains('@', StringComparison.Ordinal))
        {
            yield return "Identity_InvalidEmail";
        }
        if (string.IsNullOrEmpty(Password) || Password != Repeated)
        {
            yield return "PasswordsDiffer";
        }
    }

    public NewAccount ToAccount() => new(Email!, DisplayName, Password!);
}
