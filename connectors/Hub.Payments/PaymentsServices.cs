using Hub.Core.Approvals;
using Hub.Core.Intake;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Payments.Accounts;
using Hub.Payments.Asking;
using Hub.Payments.Booking;
using Hub.Payments.Expecting;
using Hub.Payments.Fees;
using Hub.Payments.Former;
using Hub.Payments.Importing;
using Hub.Payments.Refunds;
using Hub.Payments.Settings;
using Hub.Payments.Telling;
using Hub.Payments.WriteOffs;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Payments;

public static class PaymentsServices
{
    /// <summary>What books money. The caller registers <c>PaymentsOptions</c>, the ports <see cref="IPayments"/> and <see cref="IPlatformOrders"/>, envelope ids, the working calendar, the clock and logging.</summary>
    public static IServiceCollection AddPaymentBooking(this IServiceCollection services) => services
        .AddSingleton<PaymentTasks>().AddSingleton<AccountRegistry>().AddSingleton<AccountChangeKind>().AddSingleton<IProposalKind>(provider => provider.GetRequiredService<AccountChangeKind>()).AddSingleton<IProposalKind, RefundKind>().AddSingleton<RefundPayout>().AddSingleton<IProposalKind, WriteOffKind>()
        .AddSingleton<FeeSettler>().AddSingleton<BookingService>().AddSingleton<ReversalService>()
        .AddSingleton<DecideStep.Bell>().AddSingleton<MessageService>().AddSingleton<LineBooking>().AddSingleton<StatementImport>()
        .AddSingleton<IPlatform>(provider => new PlatformClient(provider.GetRequiredService<PaymentsOptions>(), provider.GetRequiredService<TimeProvider>())).AddSingleton<PlatformOrderService>().AddSingleton<PlatformLookUp>()
        .AddSingleton<IDataScreen, CardDoor>().AddSingleton<FormerFees>().AddSingleton<FormerLines>().AddSingleton<ExpectedFiles>().AddSingleton<ExpectStep.Bell>();

    /// <summary>The connector of lane <c>payments</c> and its loops.</summary>
    /// <param name="hasFolder">Whether a folder is watched for files.</param>
    public static IServiceCollection AddPayments(this IServiceCollection services, bool hasFolder)
    {
        services.AddSingleton<FeeService>().AddSingleton<IConnector, PaymentsConnector>().AddSingleton<IStep, DecideStep>().AddSingleton<IStep, PlatformQueryStep>().AddSingleton<IStep, ExpectStep>();
        return hasFolder ? services.AddSingleton<IStep, FolderStep>() : services;
    }
}
