using Hub.Payments.Booking;
using Hub.Payments.Storage.Postgres;
using Hub.Payments.Storage.Sqlite;
using Hub.Storage.Modules;
using Hub.Storage.Postgres;
using Hub.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Payments.Storage;

/// <summary>What payments add to the store.</summary>
public static class PaymentsStore
{
    public static StoreModule Module { get; } = new("payments", typeof(PaymentsStore).Assembly)
    {
        Tables =
        [
            new("fees", "id"), new("payment_requests", "reference"), new("payments", "seq") { IsNumbered = true }, new("payment_witnesses", "source", "key"), new("payment_shares", "payment", "no"),
            new("ledger_moves", "seq") { IsNumbered = true }, new("payment_messages", "id"), new("beneficiary_accounts", "bin", "number", "valid_from"), new("bank_statements", "id"),
            new("bank_lines", "identity"), new("platform_orders", "reference"), new("counter_sheets", "counter", "agency", "fee_type"),
            new("expected_files", "source", "day"), new("former_references", "reference", "fee"),
        ],
        Sqlite = new(services => services.AddSingleton<IPayments, SqlitePayments>().AddSingleton<IPlatformOrders, SqlitePlatformOrders>().AddSingleton<ICounterSheets, SqliteCounterSheets>().AddSingleton<ISqliteProposalAct, Sqlite.AccountChangeAct>().AddSingleton<ISqliteProposalAct, Sqlite.RefundAct>().AddSingleton<ISqliteProposalAct, Sqlite.WriteOffAct>(), Sqlite.PaymentsPruning.Rows),
        Postgres = new(services => services.AddSingleton<IPayments, PostgresPayments>().AddSingleton<IPlatformOrders, PostgresPlatformOrders>().AddSingleton<ICounterSheets, PostgresCounterSheets>().AddSingleton<IPostgresProposalAct, Postgres.AccountChangeAct>().AddSingleton<IPostgresProposalAct, Postgres.RefundAct>().AddSingleton<IPostgresProposalAct, Postgres.WriteOffAct>(), Postgres.PaymentsPruning.Rows)
        {
            Grants = new()
            {
                ReadWrite =
                [
                    "fees", "payment_requests", "payments", "payment_witnesses", "payment_shares", "payment_messages", "beneficiary_accounts", "bank_statements", "bank_lines", "platform_orders", "counter_sheets",
                    "expected_files", "former_references",
                ],
                NoChange = ["ledger_moves"],
            },
        },
    };
}
