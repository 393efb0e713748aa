// Where a case is filed, the offenses that are offered are those of the court that was chosen.
"use strict";
{
  const $ = window.django && django.jQuery;
  const court = () => document.getElementById("id_court");

  if ($) {
    $.ajaxPrefilter((asked) => {
      const isOffense = String(asked.data).includes("field_name=offense");
      if (isOffense && court()) {
        asked.data += `&court=${encodeURIComponent(court().value)}`;
      }
    });
  }
}
