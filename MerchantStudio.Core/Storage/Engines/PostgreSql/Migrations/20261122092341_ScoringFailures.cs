using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MerchantStudio.Core.Storage.Engines.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class ScoringFailures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ScoringFailures",
                columns: table => new
                {
                    ShopId = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "text", nullable: false),
                    FailedUtc = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    DataFingerprint = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ScoringFailures", x => new { x.ShopId, x.Kind });
                    table.ForeignKey(
                        name: "FK_ScoringFailures_Shops_ShopId",
                        column: x => x.ShopId,
                        principalTable: "Shops",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ScoringFailures");
        }
    }
}
