using System.Security.Claims;

namespace MerchantStudio.Access;

/// <summary>Marks who made the installation: the one who may open further shops on it.</summary>
public static class InstallationOwner
{
    private const string Type = "installation";
    private const string Value = "owner";

    internal static Claim Claim => new(Type, Value);

    public static bool OwnsInstallation(this ClaimsPrincipal person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return person.HasClaim(Type, Value);
    }
}
