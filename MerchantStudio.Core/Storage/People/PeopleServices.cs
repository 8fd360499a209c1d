using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MerchantStudio.Core.Storage.People;

public static class PeopleServices
{
    /// <summary>Registers shops, memberships, invitations and the audit log; needs <c>AddStorage</c>.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.TryAddSingleton<ShopStore>();
        services.TryAddSingleton<MembershipStore>();
        services.TryAddSingleton<InvitationStore>();
        services.TryAddSingleton<PasswordResetStore>();
        services.TryAddSingleton<PersonEraser>();
        services.TryAddSingleton<AuditLog>();
        return services;
    }
}
