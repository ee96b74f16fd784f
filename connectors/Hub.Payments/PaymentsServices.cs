using Hub.Core.Approvals;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Payments.Accounts;
using Hub.Payments.Booking;
using Hub.Payments.Fees;
using Hub.Payments.Importing;
using Hub.Payments.Telling;
using Hub.Payments.WriteOffs;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Payments;

public static class PaymentsServices
{
    /// <summary>What books money. The caller registers <c>PaymentsOptions</c>, the port <see cref="IPayments"/>, envelope ids, the working calendar, the clock and logging.</summary>
    public static IServiceCollection AddPaymentBooking(this IServiceCollection services) => services
        .AddSingleton<PaymentTasks>().AddSingleton<AccountRegistry>().AddSingleton<AccountChangeKind>().AddSingleton<IProposalKind>(provider => provider.GetRequiredService<AccountChangeKind>()).AddSingleton<FeeSettler>().AddSingleton<BookingService>().AddSingleton<ReversalService>()
        .AddSingleton<IProposalKind, WriteOffKind>().AddSingleton<DecideStep.Bell>().AddSingleton<MessageService>().AddSingleton<LineBooking>().AddSingleton<StatementImport>();

    /// <summary>The connector of lane <c>payments</c> and its loops.</summary>
    /// <param name="hasFolder">Whether a folder is watched for files.</param>
    public static IServiceCollection AddPayments(this IServiceCollection services, bool hasFolder)
    {
        services.AddSingleton<FeeService>().AddSingleton<IConnector, PaymentsConnector>().AddSingleton<IStep, DecideStep>();
        return hasFolder ? services.AddSingleton<IStep, FolderStep>() : services;
    }
}
