using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MerchantStudio.Core.Storage.Engines.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class CorrectionsAndClaims : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "CorrectsBatchId",
                table: "ImportBatches",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ImportClaims",
                columns: table => new
                {
                    BatchId = table.Column<long>(type: "INTEGER", nullable: false),
                    Entity = table.Column<byte>(type: "INTEGER", nullable: false),
                    Part = table.Column<int>(type: "INTEGER", nullable: false),
                    Rows = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportClaims", x => new { x.BatchId, x.Entity, x.Part });
                    table.ForeignKey(
                        name: "FK_ImportClaims_ImportBatches_BatchId",
                        column: x => x.BatchId,
                        principalTable: "ImportBatches",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ImportClaims");

            migrationBuilder.DropColumn(
                name: "CorrectsBatchId",
                table: "ImportBatches");
        }
    }
}
