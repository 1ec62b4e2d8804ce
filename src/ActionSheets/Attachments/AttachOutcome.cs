using ActionSheets.Web;

namespace ActionSheets.Attachments;

/// <summary>The file as it stands and whether it is new, or why it was refused.</summary>
internal readonly record struct AttachOutcome(NamedAttachment? Attached, bool IsNew, Problem? Problem);
