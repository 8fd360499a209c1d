using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Identity;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.Model;

internal static class PeopleModel
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<StudioUser>(user =>
        {
            user.Property(u => u.DisplayName).HasMaxLength(200);
            user.Property(u => u.Culture).HasMaxLength(16);
            user.Property(u => u.Theme).HasMaxLength(16);
        });
        builder.Entity<ShopMembership>(membership =>
        {
            membership.HasKey(m => new { m.UserId, m.ShopId });
            membership.HasOne<StudioUser>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.BelongsToShop<ShopMembership>();
        builder.Entity<Invitation>(invitation =>
        {
            invitation.Property(i => i.TokenHash).HasMaxLength(64);
            invitation.Property(i => i.Label).HasMaxLength(200);
            invitation.HasIndex(i => i.TokenHash).IsUnique();
        });
        builder.BelongsToShop<Invitation>();
        builder.Entity<PasswordReset>(reset =>
        {
            reset.Property(r => r.TokenHash).HasMaxLength(64);
            reset.HasIndex(r => r.TokenHash).IsUnique();
            reset.HasOne<StudioUser>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<AuditEntry>(entry =>
        {
            entry.Property(e => e.Action).HasMaxLength(64);
            entry.Property(e => e.UserName).HasMaxLength(256);
            entry.Property(e => e.Subject).HasMaxLength(200);
            entry.HasIndex(e => new { e.ShopId, e.AtUtc });
        });
    }
}
