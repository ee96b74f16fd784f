using Hub.Core;
using Hub.Core.Tasks;
using Hub.Functions.Http;
using Hub.Functions.Trust;
using Hub.Postal.Acts;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.Functions.Postal;

/// <summary>What the post knows of its tasks.</summary>
internal sealed class PostalTasks(IConsignments consignments) : ITaskRules
{
    public Bilingual? Refuse(WorkTask task, string result) => task.Kind is PostalTaskKinds.BookingDoubtful && result is not ("booked" or "not-booked")
        ? new Bilingual("Kết quả phải là booked hoặc not-booked.", "The result must be booked or not-booked.")
        : null;

    public async Task<IReadOnlyList<WorkTask>> SeenAsync(StaffBinding staff, IReadOnlyList<WorkTask> tasks, CancellationToken ct)
    {
        var person = new PostalStaff("", staff.Organisation, staff.Office);
        var found = await consignments.FindAsync([.. tasks.Select(task => task.Subject).Distinct(StringComparer.Ordinal)], ct);
        var seen = new List<WorkTask>(tasks.Count);
        foreach (var task in tasks)
        {
            var isTheirs = task.Kind is ActTaskKinds.RemittanceDiffers
                ? await consignments.SheetAsync(SheetKind.Remittance, task.Subject, ct) is not { } sheet || person.Sees(sheet)
                : !found.TryGetValue(task.Subject, out var of) || person.Sees(of);
            if (isTheirs)
            {
                seen.Add(task);
            }
        }

        return seen;
    }
}
