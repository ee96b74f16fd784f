using Hub.Functions.Http;
using Hub.Functions.Parties;
using Hub.Payments;
using Hub.Payments.Settings;
using Hub.Payments.Storage;

namespace Hub.Functions.Payments;

/// <summary>What payments bring to the executable.</summary>
internal static class PaymentsWing
{
    public static Wing Wing { get; } = new(PaymentsDescriptor.Party)
    {
        Store = PaymentsStore.Module,
        AddServices = AddServices,
        AddConnector = static (services, settings) => services.AddPayments(settings.Of<PaymentsOptions>().Folder.Length > 0),
        Commands = [FeesCommand.Create, PaymentsCommand.Create, AccountsCommand.Create, QrCommand.Create, ProfilesCommand.Create, ExpectedCommand.Create],
        Imports = [StatementsCommand.Create, FormerCommand.Fees, FormerCommand.OpenLines],
        Tags = new Dictionary<string, string>
        {
            [AccountEndpoints.Tag] = "Tài khoản thụ hưởng của trung tâm / The centre's beneficiary accounts",
            [FeeEndpoints.Tag] = "Phí và lệ phí phải thu / Fees that are to be paid",
            [PaymentDoc.Tag] = "Tiền đã nhận, sổ tiền, mã thanh toán / The money that came in, its ledger, codes to pay by",
            [StatementEndpoints.Tag] = "Sao kê ngân hàng và tệp quyết toán thẻ / Bank statements and settlement files",
        },
        JsonContexts = [PaymentsJson.Wire, AccountsJson.Wire],
    };

    private static void AddServices(IServiceCollection services, PartySettings settings) => services
        .AddSingleton(settings.Of<PaymentsOptions>())
        .AddPaymentBooking()
        .AddSingleton<PaymentMessengers>()
        .AddSingleton<IVerifyCheck, LedgerCheck>()
        .AddSingleton<IVerifyCheck, AccountCheck>()
        .AddSingleton<IEndpointGroup, MessengerEndpoints>()
        .AddSingleton<IEndpointGroup, FeeEndpoints>()
        .AddSingleton<IEndpointGroup, FormerEndpoints>()
        .AddSingleton<IEndpointGroup, PaymentEndpoints>()
        .AddSingleton<IEndpointGroup, RequestQrEndpoints>()
        .AddSingleton<IEndpointGroup, StatementEndpoints>()
        .AddSingleton<IEndpointGroup, AccountEndpoints>()
        .AddSingleton<IEndpointGroup, SheetEndpoints>()
        .AddSingleton<IEndpointGroup, PlatformEndpoints>();
}
