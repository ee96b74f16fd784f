using Hub.Postal.Consignments;
using Hub.Postal.Storage.Postgres;
using Hub.Postal.Storage.Sqlite;
using Hub.Storage.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Postal.Storage;

/// <summary>What the post adds to the store.</summary>
public static class PostalStore
{
    public static StoreModule Module { get; } = new("postal", typeof(PostalStore).Assembly)
    {
        Tables =
        [
            new("consignments", "number"), new("postal_records", "seq") { IsNumbered = true }, new("custody_links", "item", "no"),
            new("postal_sheets", "kind", "id"), new("postal_attachments", "sha256"), new("waybill_ranges", "operator", "id"),
        ],
        Sqlite = new(services => services.AddSingleton<IConsignments, SqliteConsignments>(), Sqlite.PostalPruning.Rows),
        Postgres = new(services => services.AddSingleton<IConsignments, PostgresConsignments>(), Postgres.PostalPruning.Rows)
        {
            Grants = new()
            {
                ReadWrite = ["consignments", "postal_sheets", "waybill_ranges"],
                NoChange = ["postal_records", "postal_attachments"],
                AppendOnly = ["custody_links"],
                Functions = ["prune_custody(text[])"],
            },
        },
    };
}
